package dev.countersign.queue.identity;

import static dev.countersign.queue.Proposals.proposal;
import static dev.countersign.queue.Queue.open;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.localstack.test.Tokens;
import dev.countersign.queue.Queue;
import dev.countersign.queue.QueueTest;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Teams that are fed by the groups people sign in with. */
@QueueTest
class GroupsTest {

    private static final String DIRECTORY = Queue.DIRECTORY.replace(
            "lead: grace, members: [maria", "lead: grace, group: /staff/bookings, members: [maria");

    @BeforeEach
    void directory() {
        Queue.directory(DIRECTORY);
    }

    @AfterEach
    void nobodyIsInAGroup() {
        with(List.of()).get("/v1/me").then().statusCode(200);
    }

    private static RequestSpecification with(@Nullable List<String> groups) {
        return withClaim("groups", groups);
    }

    /** A sign-in that says nothing of its groups but where else they are to be had. */
    private static RequestSpecification elsewhere() {
        return withClaim("_claim_names", Map.of("groups", "src1"));
    }

    private static RequestSpecification withClaim(String claim, @Nullable Object value) {
        return given().auth()
                .oauth2(Tokens.builder()
                        .name("rosa")
                        .roles("reviewer")
                        .claim(claim, value)
                        .mint());
    }

    private static String version() {
        return given().auth()
                .oauth2(Tokens.person("admin", "admin"))
                .get("/v1/directory")
                .header("ETag");
    }

    @Test
    void whoSignsInWithTheGroupIsInTheTeamAndWhoDoesNotAnyMoreIsOut() {
        ReviewOpened opened = open(proposal());
        String review = "/v1/reviews/" + opened.review();
        with(List.of("/staff/other")).get(review).then().statusCode(404);

        with(List.of("/staff/bookings", "/staff/other"))
                .get(review)
                .then()
                .statusCode(200)
                .body("because", equalTo("Your team: Bookings"));
        with(List.of()).get(review).then().statusCode(404);
    }

    /** As Keycloak says it of somebody who was taken out of their last group. */
    @Test
    void aTokenWithoutTheClaimIsOfSomebodyInNoGroup() {
        with(List.of("/staff/bookings")).get("/v1/me").then().body("teams.id", contains("bookings"));

        with(null).get("/v1/me").then().body("teams", empty());
    }

    @Test
    void groupsThatATokenHasNoRoomForAreNotGone() {
        with(List.of("/staff/bookings")).get("/v1/me").then().body("teams.id", contains("bookings"));

        elsewhere().get("/v1/me").then().body("teams.id", contains("bookings"));
    }

    @Test
    void theTeamIsShownAndAnotherFileLeavesItsMembers() {
        with(List.of("/staff/bookings")).get("/v1/me").then().body("teams.id", contains("bookings"));

        Queue.directory(DIRECTORY);

        elsewhere().get("/v1/me").then().body("teams.id", contains("bookings"));
        Queue.directory(Queue.DIRECTORY);
        with(List.of("/staff/bookings")).get("/v1/me").then().body("teams", empty());
    }

    @Test
    void nothingIsWrittenWhereNothingIsNew() {
        with(List.of("/staff/bookings")).get("/v1/me").then().statusCode(200);
        String before = version();

        with(List.of("/staff/bookings", "/staff/other")).get("/v1/me").then().statusCode(200);

        assertThat(version()).isEqualTo(before);
    }
}
