package dev.countersign.queue.review;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static dev.countersign.queue.Proposals.proposal;
import static dev.countersign.queue.Queue.as;
import static dev.countersign.queue.Queue.decide;
import static dev.countersign.queue.Queue.detail;
import static dev.countersign.queue.Queue.eventually;
import static dev.countersign.queue.Queue.open;
import static dev.countersign.queue.Queue.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Contact;
import dev.countersign.contracts.event.ReviewEvent.ReassignCause;
import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.contracts.event.ReviewEvent.ReviewReassigned;
import dev.countersign.contracts.event.ReviewEvent.ReviewUnclaimed;
import dev.countersign.contracts.event.Topic;
import dev.countersign.localstack.test.TestTopics;
import dev.countersign.queue.Queue;
import dev.countersign.queue.QueueTest;
import dev.countersign.queue.TestClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People who are not there: out of office, or gone while they were on it. */
@QueueTest
class AbsenceTest {

    @Inject
    TestClock clock;

    @BeforeEach
    void directory() {
        Queue.directory(Queue.DIRECTORY);
    }

    private static String delegation(LocalDate start, LocalDate end) {
        return Queue.DIRECTORY.replace(
                "delegations: []",
                "delegations:\n  - { from: \"person:ana\", to: \"person:rosa\", start: " + start + ", end: " + end
                        + " }");
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    @Test
    void whoStandsInOwnsWhatComesMeanwhile() {
        Queue.directory(delegation(today(), today().plusDays(3)));

        ReviewOpened opened = open(proposal().owner("'person:ana'"));

        assertThat(opened.owner()).isEqualTo(Principal.person("rosa"));
        assertThat(opened.contacts()).extracting(Contact::person).containsExactly("rosa");
        decide("rosa", opened.review(), "{\"verdict\":\"approve\"}").then().statusCode(200);
    }

    @Test
    void whoStandsInMayDecideWhatWasThereAlready() {
        ReviewOpened opened = open(proposal().owner("'person:ana'"));
        detail("rosa", opened.review()).statusCode(404);
        Queue.directory(delegation(today(), today().plusDays(3)));

        detail("rosa", opened.review()).statusCode(200).body("because", containsString("Ana Ferrer is away until"));
        eventually(() -> as("rosa")
                .get("/v1/reviews?mine=true&limit=200")
                .asString()
                .contains(opened.review().toString()));
        Queue.directory(delegation(today().plusDays(1), today().plusDays(3)));
        detail("rosa", opened.review()).statusCode(404);
    }

    @Test
    void whenTheOwnerLeavesWhoStandsInIsToldAndWhenTheyAreBackItIsTheirsAgain() {
        ReviewOpened opened = open(proposal().owner("'person:ana'"));
        Queue.directory(delegation(today().plusDays(1), today().plusDays(2)));
        detail("rosa", opened.review()).statusCode(404);

        clock.advance(Duration.ofDays(1));

        ReviewReassigned away = moved(opened, "rosa");
        assertThat(away.contacts()).extracting(Contact::person).containsExactly("rosa");
        assertThat(away.trail().getLast().detail())
                .startsWith("Ana Ferrer is away until ")
                .endsWith("; Rosa Vidal stands in.");
        detail("rosa", opened.review()).statusCode(200);
        detail("ana", opened.review()).statusCode(200).body("because", equalTo("You are the owner"));
        clock.advance(Duration.ofDays(2));
        detail("rosa", opened.review()).statusCode(404);
        assertThat(moved(opened, "ana").from()).isEqualTo(Principal.person("rosa"));
    }

    @Test
    void whoseAuthorityLapsesMeanwhileLosesTheReviewToWhoIsAbove() {
        Queue.directory(Queue.DIRECTORY.replace(
                "authorities:",
                "authorities:\n  - { holder: \"person:ana\", process: \"*\", actions: [\"*\"], until: " + today()
                        + " }"));
        ReviewOpened opened = open(proposal().owner("'person:ana'"));
        assertThat(opened.owner()).isEqualTo(Principal.person("ana"));

        clock.advance(Duration.ofDays(1));

        detail("ana", opened.review()).statusCode(404);
        assertThat(moved(opened, "grace").cause()).isEqualTo(ReassignCause.OWNER_GONE);
        assertThat(open(proposal().owner("'person:ana'")).owner()).isEqualTo(Principal.person("grace"));
    }

    private static ReviewReassigned moved(ReviewOpened opened, String to) {
        return TestTopics.await(
                Topic.REVIEWS,
                ReviewReassigned.class,
                event -> event.review().equals(opened.review()) && event.owner().equals(Principal.person(to)),
                PATIENCE);
    }

    @Test
    void aClaimThatIsNotRenewedLapsesAndEverybodyIsTold() {
        ReviewOpened opened = open(proposal());
        String claim = "/v1/reviews/" + opened.review() + "/claim";
        as("tom").post(claim).then().statusCode(200);
        clock.advance(Duration.ofMinutes(9));
        as("tom").post(claim).then().statusCode(200).header("ETag", "\"2\"");
        clock.advance(Duration.ofMinutes(9));
        detail("maria", opened.review()).body("claimedBy.id", equalTo("tom"));

        clock.advance(Duration.ofMinutes(2));

        detail("maria", opened.review()).body("claimedBy", nullValue());
        assertThat(said(ReviewUnclaimed.class, opened.evaluation()).by()).isEqualTo(Principal.person("tom"));
        eventually(() -> Queue.read("maria", opened.review()).toString().contains("claim-lapsed"));
    }
}
