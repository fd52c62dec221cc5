package dev.countersign.queue.directory;

import static dev.countersign.queue.Proposals.proposal;
import static dev.countersign.queue.Queue.as;
import static dev.countersign.queue.Queue.detail;
import static dev.countersign.queue.Queue.eventually;
import static dev.countersign.queue.Queue.open;
import static dev.countersign.queue.Queue.said;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.startsWith;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.ReviewEvent.ReassignCause;
import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.contracts.event.ReviewEvent.ReviewReassigned;
import dev.countersign.localstack.test.Tokens;
import dev.countersign.queue.Queue;
import dev.countersign.queue.QueueTest;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The directory over HTTP: whole, entry by entry, and what its changes do to open reviews. */
@QueueTest
class DirectoryResourceTest {

    @BeforeEach
    void directory() {
        Queue.directory(Queue.DIRECTORY);
    }

    private static RequestSpecification admin() {
        return given().auth().oauth2(Tokens.person("admin", "admin"));
    }

    private static RequestSpecification yaml(String text) {
        return admin().contentType("application/yaml").body(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aFileWithErrorsChangesNothing() {
        String before = admin().get("/v1/directory").asString();

        yaml(Queue.DIRECTORY.replace("[maria, tom]", "[maria, nina]").replace("manager: grace }", "manager: mary }"))
                .put("/v1/directory")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:countersign:problem:directory-invalid"))
                .body("errors.pointer", hasItems("/teams/0/members/1", "/people/1/manager"))
                .body("errors.detail", hasItem("line 9: there is no person \"nina\""));

        assertThat(admin().get("/v1/directory").asString()).isEqualTo(before);
    }

    @Test
    void whatIsReadIsWhatMayBePutBack() {
        String json = admin().get("/v1/directory").asString();

        admin().contentType("application/json")
                .body(json)
                .put("/v1/directory")
                .then()
                .statusCode(200);
        assertThat(admin().get("/v1/directory").asString()).isEqualTo(json);
    }

    @Test
    void onlyAdministratorsTouchIt() {
        for (String path : List.of("/v1/directory", "/v1/people", "/v1/teams", "/v1/authorities", "/v1/delegations")) {
            as("maria").get(path).then().statusCode(403);
            given().get(path).then().statusCode(401);
        }
        as("maria")
                .contentType("application/yaml")
                .body("people: []".getBytes(StandardCharsets.UTF_8))
                .put("/v1/directory")
                .then()
                .statusCode(403);
    }

    @Test
    void aPersonIsPutReadAndTakenAway() {
        admin().contentType("application/json")
                .body("{\"name\":\"Nina\",\"manager\":\"grace\"}")
                .put("/v1/people/nina")
                .then()
                .statusCode(200)
                .body("id", equalTo("nina"));
        admin().get("/v1/people/nina").then().statusCode(200).body("manager", equalTo("grace"));
        admin().get("/v1/people").then().body("id", hasItem("nina"));
        admin().delete("/v1/people/nina").then().statusCode(204);
        admin().get("/v1/people/nina").then().statusCode(404);
        admin().delete("/v1/people/nina").then().statusCode(404);
    }

    @Test
    void anEntryThatIsWrongIsNamed() {
        admin().contentType("application/json")
                .body("{\"name\":\"Grace\",\"manager\":\"maria\"}")
                .put("/v1/people/grace")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:countersign:problem:directory-invalid"))
                .body("errors.pointer", hasItem("/manager"));
        admin().contentType("application/json")
                .body("{\"from\":\"person:tom\",\"to\":\"person:tom\",\"start\":\"2026-12-01\",\"end\":\"2026-12-02\"}")
                .put("/v1/delegations/d1")
                .then()
                .statusCode(422)
                .body("errors[0].detail", equalTo("nobody stands in for themselves"));
        admin().contentType("application/json")
                .body("{\"name\":")
                .put("/v1/teams/t1")
                .then()
                .statusCode(400);
    }

    @Test
    void whatOthersLeadToStays() {
        admin().delete("/v1/people/grace")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:countersign:problem:still-referenced"));
    }

    @Test
    void aReviewWhoseOwnerLeftFindsAnother() {
        ReviewOpened opened = open(proposal().owner("'person:ana'"));
        admin().delete("/v1/people/ana").then().statusCode(204);

        detail("ana", opened.review()).statusCode(404);
        ReviewReassigned reassigned = said(ReviewReassigned.class, opened.evaluation());
        assertThat(reassigned.cause()).isEqualTo(ReassignCause.OWNER_GONE);
        assertThat(reassigned.owner()).isEqualTo(Principal.team("bookings"));
        eventually(() -> as("maria")
                .get("/v1/reviews?limit=200")
                .asString()
                .contains(opened.review().toString()));
    }

    @Test
    void whoJoinsTheTeamSeesItsReviewsAndWhoLeavesDoesNot() {
        ReviewOpened opened = open(proposal());
        Queue.directory(Queue.DIRECTORY.replace("[maria, tom]", "[maria, rosa]"));

        detail("rosa", opened.review()).statusCode(200);
        detail("tom", opened.review()).statusCode(404);
        eventually(() -> as("rosa")
                        .get("/v1/reviews?limit=200")
                        .asString()
                        .contains(opened.review().toString())
                && !as("tom")
                        .get("/v1/reviews?limit=200")
                        .asString()
                        .contains(opened.review().toString()));
    }

    @Test
    void routingIsExplained() {
        as("maria")
                .contentType("application/json")
                .body("""
                        { "process": "airline", "accountable": "person:grace",
                          "action": { "type": "refund", "target": "x", "payload": { "amount": 501 } },
                          "review": { "owner": "'person:tom'", "fallback": "team:bookings" } }
                        """)
                .post("/v1/routing/explain")
                .then()
                .statusCode(200)
                .body("owner", equalTo("person:grace"))
                .body("ownerName", equalTo("Grace Okafor"))
                .body("trail.rule", contains("owner-expression", "beyond-authority"))
                .body("trail[1].detail", startsWith("The action is beyond the authority of Tom Keller"))
                .body("deciders.id", contains("grace"));
    }
}
