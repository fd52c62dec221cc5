package dev.countersign.queue.review;

import static dev.countersign.queue.Proposals.proposal;
import static dev.countersign.queue.Queue.as;
import static dev.countersign.queue.Queue.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.queue.Queue;
import dev.countersign.queue.QueueTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Words that are looked for in everything that may be seen, however far down the list. */
@QueueTest
class SearchTest {

    @BeforeEach
    void directory() {
        Queue.directory(Queue.DIRECTORY);
    }

    private static Response list(String person, String text) {
        return as(person).queryParam("text", text).get("/v1/reviews");
    }

    private static List<String> found(String person, String text) {
        return list(person, text).then().statusCode(200).extract().path("items.id");
    }

    private static String id(ReviewOpened opened) {
        return opened.review().toString();
    }

    @Test
    void wordsAreFoundInProcessTargetTypeAndWhyItIsTheReaders() {
        ReviewOpened opened = open(proposal().process("search-where").target("reservation/SRCHWHERE"));
        String narrowed = "&process=search-where";

        assertThat(found("maria", "ARCH-WHER")).containsExactly(id(opened));
        assertThat(found("maria", "srchwhere")).containsExactly(id(opened));
        for (String text : List.of("update_fl", "your team: bookings", "  search-where ")) {
            assertThat(as("maria")
                            .queryParam("text", text)
                            .get("/v1/reviews?limit=200" + narrowed)
                            .<List<String>>path("items.id"))
                    .as(text)
                    .containsExactly(id(opened));
        }
        assertThat(found("maria", "srch where")).isEmpty();
    }

    @Test
    void whatStandsForAnythingElsewhereStandsForItselfHere() {
        ReviewOpened opened = open(proposal().process("search-wild").target("reservation/W_1%\\x"));
        open(proposal().process("search-wild").target("reservation/WA1BBx"));

        assertThat(found("maria", "W_1%\\x")).containsExactly(id(opened));
    }

    @Test
    void theNextPageGoesOnWithTheSameWords() {
        ReviewOpened first = open(proposal().process("search-pages").target("reservation/PAGES-1"));
        open(proposal().process("search-pages").target("reservation/other"));
        ReviewOpened last = open(proposal().process("search-pages").target("reservation/PAGES-2"));

        Response page = as("maria").queryParam("text", "pages-").get("/v1/reviews?process=search-pages&limit=1");
        assertThat(page.<List<String>>path("items.id")).containsExactly(id(first));
        Response next = as("maria")
                .queryParam("text", "pages-")
                .queryParam("cursor", page.<String>path("next"))
                .get("/v1/reviews?process=search-pages&limit=1");
        assertThat(next.<List<String>>path("items.id")).containsExactly(id(last));
        assertThat(next.<String>path("next")).isNull();
    }

    @Test
    void nobodyFindsWhatTheyMayNotSee() {
        open(proposal().process("search-others").target("reservation/OTHERS"));

        assertThat(found("rosa", "search-others")).isEmpty();
    }
}
