package dev.countersign.queue.directory;

import static dev.countersign.localstack.test.Patience.PATIENCE;
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
import dev.countersign.contracts.event.QueueEvent.Change;
import dev.countersign.contracts.event.QueueEvent.Changed;
import dev.countersign.contracts.event.QueueEvent.DirectoryChanged;
import dev.countersign.contracts.event.QueueEvent.Entry;
import dev.countersign.contracts.event.ReviewEvent.ReassignCause;
import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.contracts.event.ReviewEvent.ReviewReassigned;
import dev.countersign.contracts.event.Topic;
import dev.countersign.localstack.test.TestTopics;
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
    void anErrorInLine400ChangesNothing() {
        StringBuilder file = new StringBuilder("people:\n");
        for (int i = 2; i < 400; i++) {
            file.append("  - { id: p").append(i).append(", name: Somebody }\n");
        }
        file.append("  - { id: last, name: Somebody, manager: nobody }\n");
        for (int i = 401; i < 500; i++) {
            file.append("  - { id: p").append(i).append(", name: Somebody }\n");
        }
        String before = admin().get("/v1/directory").asString();
        String version = admin().get("/v1/directory").header("ETag");

        yaml(file.toString())
                .put("/v1/directory")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:countersign:problem:directory-invalid"))
                .body("errors.pointer", contains("/people/398/manager"))
                .body("errors.detail", contains("line 400: there is no person \"nobody\""));

        assertThat(admin().get("/v1/directory").asString()).isEqualTo(before);
        assertThat(admin().get("/v1/directory").header("ETag")).isEqualTo(version);
    }

    @Test
    void aDryRunChangesNothing() {
        String before = admin().get("/v1/directory").asString();

        yaml("people: [ { id: solo, name: Solo } ]")
                .put("/v1/directory?dryRun=true")
                .then()
                .statusCode(200)
                .body("people.id", contains("solo"));
        yaml("people: [ { id: solo } ]").put("/v1/directory?dryRun=true").then().statusCode(422);

        assertThat(admin().get("/v1/directory").asString()).isEqualTo(before);
    }

    @Test
    void whatWasChangedAndByWhomIsSaid() {
        String shorter = Queue.DIRECTORY.replace("Otto Ops", "Otto").replace("[maria, tom]", "[maria]");
        Queue.directory(shorter);
        long version = version();
        yaml(shorter).put("/v1/directory").then().statusCode(200);
        assertThat(version()).as("the same again is no change").isEqualTo(version);

        Queue.directory(Queue.DIRECTORY
                .replace("  - { id: ops, name: Otto Ops }\n", "")
                .replace("members: [ops]", "members: []"));

        DirectoryChanged changed = TestTopics.await(
                Topic.REVIEWS, DirectoryChanged.class, event -> event.version() == version + 1, PATIENCE);
        assertThat(changed.by()).isEqualTo("admin");
        assertThat(changed.changes())
                .containsExactlyInAnyOrder(
                        new Changed(Entry.PERSON, "ops", Change.REMOVED),
                        new Changed(Entry.TEAM, "bookings", Change.CHANGED),
                        new Changed(Entry.TEAM, "ops-leads", Change.CHANGED));
        assertThat(changed.total()).isEqualTo(3);
    }

    private static long version() {
        return Long.parseLong(admin().get("/v1/directory").header("ETag").replace("\"", ""));
    }

    @Test
    void ofTwoWhoChangeOneEntryTheSecondIsTold() {
        String tag = admin().get("/v1/people/tom").header("ETag");
        String other = admin().get("/v1/people/rosa").header("ETag");
        admin().contentType("application/json")
                .header("If-Match", tag)
                .body("{\"name\":\"Tom the first\",\"manager\":\"grace\"}")
                .put("/v1/people/tom")
                .then()
                .statusCode(200);

        admin().contentType("application/json")
                .header("If-Match", tag)
                .body("{\"name\":\"Tom the second\"}")
                .put("/v1/people/tom")
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:countersign:problem:stale-entry"));
        admin().header("If-Match", tag).delete("/v1/people/tom").then().statusCode(412);

        admin().get("/v1/people/tom").then().body("name", equalTo("Tom the first"));
        admin().contentType("application/json")
                .header("If-Match", other)
                .body("{\"name\":\"Rosa\"}")
                .put("/v1/people/rosa")
                .then()
                .statusCode(200);
    }

    @Test
    void aFileThatWasWrittenOverAnOlderOneIsRefused() {
        String tag = admin().get("/v1/directory").header("ETag");
        yaml(Queue.DIRECTORY.replace("Otto Ops", "Otto"))
                .header("If-Match", tag)
                .put("/v1/directory")
                .then()
                .statusCode(200);

        yaml("people: []")
                .header("If-Match", tag)
                .put("/v1/directory")
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:countersign:problem:stale-entry"));

        admin().get("/v1/people/tom").then().statusCode(200);
    }

    @Test
    void whatIsNewMayHaveToBeNew() {
        admin().contentType("application/json")
                .header("If-None-Match", "*")
                .body("{\"name\":\"Another Tom\"}")
                .put("/v1/people/tom")
                .then()
                .statusCode(412);
        admin().contentType("application/json")
                .header("If-None-Match", "*")
                .body("{\"name\":\"Nina\"}")
                .put("/v1/people/nina")
                .then()
                .statusCode(200);
    }

    @Test
    void anIdNeverChanges() {
        admin().contentType("application/json")
                .body("{\"id\":\"thomas\",\"name\":\"Tom\"}")
                .put("/v1/people/tom")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/id"))
                .body("errors[0].detail", equalTo("line 1: differs from the id in the address"));
    }

    @Test
    void noBodyIsNoEntry() {
        admin().contentType("application/json")
                .put("/v1/people/tom")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:countersign:problem:malformed-json"));
        admin().contentType("application/yaml").put("/v1/directory").then().statusCode(422);
    }

    @Test
    void circlesAreRefusedEntryByEntry() {
        String delegation =
                "{\"from\":\"person:%s\",\"to\":\"person:%s\",\"start\":\"2026-12-01\",\"end\":\"2026-12-09\"}";
        admin().contentType("application/json")
                .body(delegation.formatted("tom", "maria"))
                .put("/v1/delegations/d1")
                .then()
                .statusCode(200);

        admin().contentType("application/json")
                .body(delegation.formatted("maria", "tom"))
                .put("/v1/delegations/d2")
                .then()
                .statusCode(422)
                .body("errors.detail", hasItem(startsWith("those who stand in for \"maria\" go in a circle")));
        admin().contentType("application/json")
                .body(delegation.formatted("tom", "nobody"))
                .put("/v1/delegations/d2")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/to"));
        admin().get("/v1/delegations").then().body("id", contains("d1"));
    }

    @Test
    void aTeamsMembersAreAskedInTurnAndNobodyElseIs() {
        Queue.directory(Queue.DIRECTORY
                .replace("teams:", "  - { id: f1, name: Fay }\n  - { id: f2, name: Finn }\nteams:")
                .replace(
                        "authorities:",
                        "  - { id: fresh, name: Fresh, lead: grace, members: [f1, f2] }\nauthorities:"));
        ReviewOpened first = open(proposal().owner("'team:fresh'"));
        ReviewOpened second = open(proposal().owner("'team:fresh'"));
        ReviewOpened third = open(proposal().owner("'team:fresh'"));
        as("f2").post("/v1/reviews/" + first.review() + "/claim").then().statusCode(200);
        ReviewOpened fourth = open(proposal().owner("'team:fresh'"));

        assertThat(List.of(first, second, third, fourth))
                .extracting(opened -> opened.contacts().getFirst().person())
                .as("of two with equally many the first; what somebody else is on is theirs")
                .containsExactly("f1", "f2", "f1", "f1");
        assertThat(second.owner()).isEqualTo(Principal.team("fresh"));
        assertThat(second.trail().getLast().detail())
                .isEqualTo("Of team Fresh, Finn has the fewest open reviews (none) and is asked first.");
        detail("f2", second.review()).body("because", equalTo("Your team: Fresh; you are asked first"));
        detail("f1", second.review()).body("because", equalTo("Your team: Fresh"));
        detail("rosa", second.review()).statusCode(404);
    }

    @Test
    void somebodyWhomNobodyKnowsIsExplainedAndNotGuessed() {
        as("maria")
                .contentType("application/json")
                .body("""
                        { "process": "airline", "accountable": "person:nobody-either",
                          "action": { "type": "refund", "target": "x", "payload": { "amount": 1 } },
                          "review": { "owner": "['person:nobody', 'team:none', 'boss']", "fallback": "team:none" } }
                        """)
                .post("/v1/routing/explain")
                .then()
                .statusCode(200)
                .body("owner", equalTo("person:nobody-either"))
                .body("unroutable", equalTo(true))
                .body("trail.rule", hasItems("not-in-directory", "owner-expression", "fallback", "unroutable"));
        as("maria")
                .contentType("application/json")
                .body("""
                        { "process": "airline", "accountable": "grace",
                          "action": { "type": "refund", "target": "x", "payload": {} },
                          "review": { "owner": "'person:tom'", "fallback": "team:bookings" } }
                        """)
                .post("/v1/routing/explain")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:countersign:problem:invalid-value"))
                .body("errors[0].pointer", equalTo("/accountable"));
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
