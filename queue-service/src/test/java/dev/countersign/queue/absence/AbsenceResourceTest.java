package dev.countersign.queue.absence;

import static dev.countersign.queue.Proposals.proposal;
import static dev.countersign.queue.Queue.as;
import static dev.countersign.queue.Queue.detail;
import static dev.countersign.queue.Queue.open;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.localstack.test.Tokens;
import dev.countersign.queue.Queue;
import dev.countersign.queue.QueueTest;
import dev.countersign.queue.TestClock;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody goes away and says who stands in. */
@QueueTest
class AbsenceResourceTest {

    private static final String INVALID = "urn:countersign:problem:directory-invalid";

    @Inject
    TestClock clock;

    @BeforeEach
    void directory() {
        Queue.directory(Queue.DIRECTORY);
    }

    private Response put(String person, String id, String fields) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return as(person)
                .contentType("application/json")
                .body("{" + fields + ",\"start\":\"" + today + "\",\"end\":\"" + today.plusDays(1) + "\"}")
                .put("/v1/me/delegations/" + id);
    }

    @Test
    void whoGoesAwaySaysSoAndWhoStandsInDecides() {
        put("ana", "leave", "\"to\":\"person:rosa\"")
                .then()
                .statusCode(200)
                .body("from", equalTo("ana"))
                .body("to", equalTo("rosa"));

        ReviewOpened opened = open(proposal().owner("'person:ana'"));
        assertThat(opened.owner()).isEqualTo(Principal.person("rosa"));
        as("ana").get("/v1/me/delegations").then().body("id", contains("leave"));
        as("ana").delete("/v1/me/delegations/leave").then().statusCode(204);
        detail("rosa", opened.review()).statusCode(404);
        detail("ana", opened.review()).statusCode(200);
    }

    @Test
    void nobodySendsSomebodyElseAway() {
        put("rosa", "leave", "\"from\":\"person:ana\",\"to\":\"person:rosa\"")
                .then()
                .statusCode(422)
                .body("type", equalTo(INVALID))
                .body("errors[0].pointer", equalTo("/from"));
        put("rosa", "leave", "\"to\":\"person:rosa\"")
                .then()
                .statusCode(422)
                .body("errors.detail", contains("nobody stands in for themselves"));
        put("rosa", "leave", "\"to\":\"person:nobody\"").then().statusCode(422);
        put("stranger", "leave", "\"to\":\"person:rosa\"").then().statusCode(422);

        given().auth()
                .oauth2(Tokens.person("admin", "admin"))
                .get("/v1/delegations")
                .then()
                .body("id", empty());
    }

    @Test
    void aFileThatSaysNothingOfDelegationsLeavesThoseOfItsPeopleAlone() {
        put("ana", "leave", "\"to\":\"person:rosa\"").then().statusCode(200);
        put("tom", "trip", "\"to\":\"person:maria\"").then().statusCode(200);
        String silent = Queue.DIRECTORY.replace("delegations: []\n", "");

        Queue.directory(silent.replace("  - { id: rosa, name: Rosa Vidal, email: rosa@example.com }\n", ""));
        as("ana").get("/v1/me/delegations").then().body("id", empty());
        as("tom").get("/v1/me/delegations").then().body("id", contains("trip"));

        Queue.directory(Queue.DIRECTORY);
        as("tom").get("/v1/me/delegations").then().body("id", empty());
    }

    @Test
    void othersAbsencesAreNotThere() {
        put("ana", "leave", "\"to\":\"person:rosa\"").then().statusCode(200);

        as("tom").get("/v1/me/delegations").then().statusCode(200).body("id", empty());
        put("tom", "leave", "\"to\":\"person:maria\"").then().statusCode(404);
        String others = as("tom")
                .delete("/v1/me/delegations/leave")
                .then()
                .statusCode(404)
                .extract()
                .asString();
        assertThat(as("tom").delete("/v1/me/delegations/none").asString()).isEqualTo(others);

        as("ana").get("/v1/me/delegations").then().body("to", contains("rosa"));
    }
}
