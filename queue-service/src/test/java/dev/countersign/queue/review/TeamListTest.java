package dev.countersign.queue.review;

import static dev.countersign.queue.Proposals.proposal;
import static dev.countersign.queue.Queue.as;
import static dev.countersign.queue.Queue.decide;
import static dev.countersign.queue.Queue.detail;
import static dev.countersign.queue.Queue.eventually;
import static dev.countersign.queue.Queue.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.queue.Queue;
import dev.countersign.queue.QueueTest;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists of those who see reviews as members of a team that is an {@link Audience}. */
@QueueTest
class TeamListTest {

    private static final String DIRECTORY = Queue.DIRECTORY
            .replace(
                    "teams:",
                    "  - { id: l1, name: Lea }\n  - { id: l2, name: Liam }\n  - { id: l3, name: Lin }\n"
                            + "  - { id: l4, name: Lu }\n  - { id: l5, name: Lyn }\nteams:")
            .replace(
                    "authorities:",
                    "  - { id: large, name: Large, lead: grace, members: [l1, l2, l3, l4] }\nauthorities:");

    @Inject
    Pool pool;

    @BeforeEach
    void directory() {
        Queue.directory(DIRECTORY);
    }

    private static List<String> ids(String person, String query) {
        return as(person)
                .get("/v1/reviews?" + query)
                .then()
                .statusCode(200)
                .extract()
                .path("items.id");
    }

    private static String[] ids(ReviewOpened... opened) {
        return Stream.of(opened).map(one -> one.review().toString()).toArray(String[]::new);
    }

    @Test
    void eachMemberHasItUntilItIsDecidedAndMayReadItAfterwards() {
        String process = "process=team-list";
        ReviewOpened first = open(proposal().process("team-list").owner("'team:large'"));
        ReviewOpened own = open(proposal().process("team-list").owner("'person:l2'"));
        ReviewOpened last = open(proposal().process("team-list").owner("'team:large'"));

        assertThat(ids("l1", process)).containsExactlyInAnyOrder(ids(first, last));
        assertThat(ids("l2", process)).as("from both names, in one order").containsExactly(ids(first, own, last));
        assertThat(ids("l2", process + "&scope=mine")).containsExactly(ids(own));
        assertThat(ids("l2", process + "&scope=team")).containsExactly(ids(first, last));
        assertThat(ids("l5", process)).isEmpty();
        String cursor = as("l2").get("/v1/reviews?limit=2&" + process).path("next");
        assertThat(ids("l2", process + "&limit=2&cursor=" + cursor)).containsExactly(ids(last));

        decide("l4", first.review(), "{\"verdict\":\"approve\"}").then().statusCode(200);

        assertThat(ids("l1", process)).containsExactly(ids(last));
        as("l3").get("/v1/reviews?state=decided&" + process)
                .then()
                .body("items.id", contains(first.review().toString()))
                .body(
                        "items.because",
                        contains(
                                first.contacts().getFirst().person().equals("l3")
                                        ? "Your team: Large; you are asked first"
                                        : "Your team: Large"));
        detail("l3", first.review()).statusCode(200);
        detail("l5", first.review()).statusCode(404);
    }

    @Test
    void whoIsAskedFirstReadsSoAndTheOthersDoNot() {
        ReviewOpened opened = open(proposal().process("asked-list").owner("'team:large'"));
        String asked = opened.contacts().getFirst().person();

        for (String member : List.of("l1", "l2", "l3", "l4")) {
            String because = "Your team: Large" + (member.equals(asked) ? "; you are asked first" : "");
            as(member).get("/v1/reviews?process=asked-list").then().body("items.because", contains(because));
            detail(member, opened.review()).body("because", equalTo(because));
        }
    }

    @Test
    void whoJoinsTheTeamHasItAndWhoLeavesHasNot() {
        ReviewOpened opened = open(proposal().process("moving-list").owner("'team:large'"));

        Queue.directory(DIRECTORY.replace("[l1, l2, l3, l4]", "[l2, l3, l4, l5]"));

        eventually(() -> ids("l5", "process=moving-list").equals(List.of(ids(opened))));
        as("l1").get("/v1/reviews?process=moving-list").then().body("items", empty());
    }

    @Test
    void countingEndsWhereMoreIsNoDifferent() throws Exception {
        // Whoever was in the team in another test is out of it again.
        eventually(() -> ids("l5", "limit=1").isEmpty());
        pool.query("""
                insert into review_viewer (person, review, valid_from, valid_until, reach, because, open, sort_at)
                select 'l5', gen_random_uuid(), '0001-01-01Z', '9999-12-31Z', reach, 'counted', true, now()
                from generate_series(1, 1200), (values ('MINE'), ('OTHER')) as k (reach)
                """).execute().toCompletionStage().toCompletableFuture().get(90, TimeUnit.SECONDS);

        as("l5").get("/v1/reviews?limit=1")
                .then()
                .body("counts.most", equalTo(200))
                .body("counts.mine", equalTo(201))
                .body("counts.team", equalTo(0))
                .body("counts.all", equalTo(201));
    }
}
