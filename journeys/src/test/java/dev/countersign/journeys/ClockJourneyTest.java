package dev.countersign.journeys;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.localstack.Mail;
import dev.countersign.localstack.Service;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every loop ends: nobody decides, and the clock reminds, escalates and in the end decides, whatever is down meanwhile. */
@Journey
class ClockJourneyTest {

    private static final String AGENT = "demo-agent";
    private static final String PROCESS = "clock-journey";

    private static final Duration REMINDER = Duration.ofSeconds(5);

    private static final String SLA =
            "{ pickUp: %2$s, decide: %2$s, steps: [ { at: PT5S, remind: owner }, { at: %1$s, escalate: 'team:ops-leads' } ], onExpiry: reject }";

    private final House house;
    private final Clock clock = Clock.systemUTC();

    ClockJourneyTest(House house) {
        this.house = house;
    }

    /** Anew each time: a test that is tried again begins again. */
    private static String anyKey() {
        return UUID.randomUUID().toString();
    }

    @Test
    void whatFallsDueWhileNotificationIsDownIsMadeUpOnRestart() {
        Duration betweenSteps = timeToComeBack().multipliedBy(3).plusSeconds(5);
        Duration escalated = REMINDER.plus(betweenSteps);
        Duration decided = escalated.plus(betweenSteps);
        house.policy()
                .publish(PROCESS, Policies.reviewed(PROCESS, "'person:maria'", SLA.formatted(escalated, decided)));
        UUID evaluation = house.policy()
                .propose(AGENT, Policies.note(PROCESS, "diary/1", "It rained all day."), anyKey())
                .id();
        UUID review = house.policy().inReview(AGENT, evaluation).reviewId();
        JsonNode running = house.notifications().clock(review);
        Mail opened = house.mail().await("maria", mail -> mail.text().contains(review.toString()));

        downUntil(Instant.parse(running.path("startedAt").asText()).plus(REMINDER));
        house.mail()
                .await(
                        "maria",
                        mail -> mail.text().contains(review.toString())
                                && !mail.subject().equals(opened.subject()));
        Eventually.holds(
                "the escalation has changed the owner",
                escalated.plus(PATIENCE),
                () -> assertThat(house.policy()
                                .evaluation(AGENT, evaluation)
                                .review()
                                .owner())
                        .isEqualTo("team:ops-leads"));
        house.mail().await("grace", mail -> mail.text().contains(review.toString()));
        assertThat(house.queue().review("grace", review).status()).isEqualTo(200);

        downUntil(Instant.parse(running.path("decideBy").asText()));
        Evaluation expired = house.policy().decided(AGENT, evaluation);
        assertThat(expired.status()).isEqualTo("expired");
        assertThat(expired.decided().outcome()).isEqualTo("expired");
        assertThat(expired.decided().by()).isEmpty();
        assertThat(expired.release()).isNull();
        Evidence evidence = house.audit().evidence(evaluation, found -> found.has("review-decided", "clock-expired"));
        for (String once : List.of("clock-started", "escalation-fired", "clock-expired", "review-decided")) {
            assertThat(evidence.count(once)).as(once).isEqualTo(1);
        }
    }

    /** How long notification-service takes on this machine, as busy as it is, so that it can be back between two steps. */
    private Duration timeToComeBack() {
        Instant before = clock.instant();
        house.services().kill(Service.NOTIFICATION);
        house.services().restart(Service.NOTIFICATION);
        return Duration.between(before, clock.instant()).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Kills notification-service, and lets it come back when this instant has passed. */
    private void downUntil(Instant instant) {
        house.services().kill(Service.NOTIFICATION);
        Eventually.holds(
                "it is past " + instant,
                Duration.between(clock.instant(), instant).plus(PATIENCE),
                () -> assertThat(clock.instant()).isAfter(instant));
        house.services().restart(Service.NOTIFICATION);
    }

    @Test
    void eachStepFiresOnceAndIsInTheEvidence() {
        String process = PROCESS + "-once";
        house.policy()
                .publish(
                        process,
                        Policies.reviewed(
                                process,
                                "'person:maria'",
                                // So far apart that each falls due by itself, on a busy machine too.
                                "{ pickUp: PT2S, decide: PT40S, steps: [ { at: PT8S, remind: owner }, { at: PT16S, escalate: 'team:ops-leads' } ], onExpiry: reject }"));
        UUID evaluation = house.policy()
                .propose(AGENT, Policies.note(process, "diary/2", "It rained again."), anyKey())
                .id();

        assertThat(house.policy().decided(AGENT, evaluation).status()).isEqualTo("expired");
        house.mail()
                .await("maria", mail -> mail.subject().equals("[" + process + "] Reminder: a review waits for you"));

        Evidence evidence = house.audit().evidence(evaluation, found -> found.has("review-decided", "clock-expired"));
        assertThat(evidence.problems()).isEmpty();
        assertThat(evidence.count("clock-started")).isEqualTo(1);
        assertThat(evidence.count("reminder-fired"))
                .as("the step, and each of two owners who did not pick it up")
                .isEqualTo(3);
        assertThat(evidence.count("escalation-fired")).isEqualTo(1);
        assertThat(evidence.count("review-reassigned")).isEqualTo(1);
        assertThat(evidence.count("clock-expired")).isEqualTo(1);
        assertThat(evidence.count("review-decided")).isEqualTo(1);
    }

    @Test
    void aDecisionInTimeStopsTheClock() {
        String process = PROCESS + "-stopped";
        house.policy().publish(process, Policies.reviewed(process, "'person:maria'", Policies.ALL_DAY));
        UUID evaluation = house.policy()
                .propose(AGENT, Policies.note(process, "diary/3", "The sun came out."), anyKey())
                .id();
        UUID review = house.policy().inReview(AGENT, evaluation).reviewId();
        house.notifications().clock(review);

        house.queue().decide("maria", review, QueueRoom.Verdict.approve()).expect(200);

        Eventually.holds(
                "the clock has stopped",
                () -> assertThat(house.notifications()
                                .clock(review)
                                .path("state")
                                .asText())
                        .isEqualTo("stopped"));
    }
}
