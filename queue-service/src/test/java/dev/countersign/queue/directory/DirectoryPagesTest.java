package dev.countersign.queue.directory;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.countersign.localstack.test.Tokens;
import dev.countersign.queue.Queue;
import dev.countersign.queue.QueueTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The lists of a directory, page by page. */
@QueueTest
class DirectoryPagesTest {

    private static final String TWO_OF_EACH = """
            people: [{ id: ana, name: Ana }, { id: tom, name: Tom }]
            teams: [{ id: bookings, name: Bookings, members: [ana] }, { id: refunds, name: Refunds, members: [tom] }]
            authorities:
              - { holder: "person:ana", process: "*", actions: ["*"] }
              - { holder: "person:tom", process: "*", actions: ["*"] }
            delegations:
              - { from: "person:ana", to: "person:tom", start: 2026-12-21, end: 2026-12-24 }
              - { from: "person:tom", to: "person:ana", start: 2026-12-27, end: 2026-12-31 }
            """;

    private static RequestSpecification admin() {
        return given().auth().oauth2(Tokens.person("admin", "admin"));
    }

    private static void people(Stream<String> ids) {
        Queue.directory("people:\n"
                + ids.map("  - { id: \"%s\", name: N }\n"::formatted).collect(joining()));
    }

    /** Put in another order than they are listed in; the one where a page ended is gone before the next is read. */
    @Test
    void aListIsReadPageByPage() {
        List<String> ids = List.of("a", "b@b.example", "c-1", "c.1", "c_1");
        people(ids.reversed().stream());

        List<String> seen = new ArrayList<>();
        String next = "/v1/people?limit=2";
        while (next != null) {
            Response page = admin().urlEncodingEnabled(false).get(next);
            seen.addAll(page.then().statusCode(200).extract().jsonPath().getList("id"));
            next = Optional.ofNullable(page.header("Link"))
                    .map(link -> link.replaceAll("^<(.*)>; rel=\"next\"$", "$1"))
                    .orElse(null);
            if (seen.size() == 2) {
                admin().delete("/v1/people/b@b.example").then().statusCode(204);
            }
        }

        assertThat(seen).isEqualTo(ids);
    }

    @Test
    void withoutALimitAPageHasItsUsualLength() {
        people(IntStream.range(0, 201).mapToObj("p%03d"::formatted));

        admin().get("/v1/people")
                .then()
                .body("id", hasSize(200))
                .header("Link", "</v1/people?cursor=p199&limit=200>; rel=\"next\"");
        admin().get("/v1/people?limit=201").then().body("id", hasSize(201)).header("Link", nullValue());
        admin().get("/v1/people?cursor=p199")
                .then()
                .body("id", contains("p200"))
                .header("Link", nullValue());
    }

    @Test
    void everyListHasThem() {
        Queue.directory(TWO_OF_EACH);
        for (String list : List.of("people", "teams", "authorities", "delegations")) {
            for (int limit : List.of(0, 1_001)) {
                admin().get("/v1/" + list + "?limit=" + limit)
                        .then()
                        .statusCode(422)
                        .body("type", equalTo("urn:countersign:problem:invalid-value"))
                        .body("errors.pointer", contains("/limit"));
            }
            admin().get("/v1/" + list + "?limit=1")
                    .then()
                    .body("id", hasSize(1))
                    .header("Link", startsWith("</v1/" + list + "?cursor="));
        }
    }
}
