package dev.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.localstack.Mail;
import dev.countersign.localstack.Service;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every loop ends: nobody decides, and the clock reminds, escalates and in the end decides, whatever is down meanwhile. */
@Journey
class ClockJourneyTest {

    private static final String AGENT = "demo-agent";
    private static final String PROCESS = "clock-journey";

    /** Long enough for notification-service to be killed before the first step, short enough to be watched. */
    private static final String SLA =
            "{ pickUp: PT20S, decide: PT20S, steps: [ { at: PT6S, remind: owner }, { at: PT8S, escalate: 'team:ops-leads' } ], onExpiry: reject }";

    private static final Duration UNTIL_EXPIRED = Duration.ofSeconds(60);

    private final House house;
    private final Clock clock = Clock.systemUTC();

    ClockJourneyTest(House house) {
        this.house = house;
    }

    @Test
    void whatFellDueWhileNotificationWasDownIsMadeUpOnRestart() {
        house.policy().publish(PROCESS, Policies.reviewed(PROCESS, "'person:maria'", SLA));
        UUID evaluation = house.policy()
                .propose(AGENT, Policies.note(PROCESS, "diary/1", "It rained all day."), "clock-1")
                .id();
        UUID review = house.policy().inReview(AGENT, evaluation).reviewId();
        JsonNode running = house.notifications().clock(review);
        assertThat(running.path("state").asText()).isEqualTo("running");
        Mail opened = house.mail().await("maria", mail -> mail.text().contains(review.toString()));

        house.services().kill(Service.NOTIFICATION);
        Instant escalation = Instant.parse(running.path("startedAt").asText()).plusSeconds(8);
        Eventually.holds(
                "reminder and escalation have fallen due",
                () -> assertThat(clock.instant()).isAfter(escalation));
        house.services().restart(Service.NOTIFICATION);

        house.mail()
                .await(
                        "maria",
                        mail -> mail.text().contains(review.toString())
                                && !mail.subject().equals(opened.subject()));
        Eventually.holds(
                "the escalation has changed the owner",
                () -> assertThat(house.policy()
                                .evaluation(AGENT, evaluation)
                                .review()
                                .owner())
                        .isEqualTo("team:ops-leads"));
        house.mail().await("grace", mail -> mail.text().contains(review.toString()));
        assertThat(house.queue().review("grace", review).status()).isEqualTo(200);

        Evaluation expired = house.policy().decided(AGENT, evaluation);
        assertThat(expired.status()).isEqualTo("expired");
        assertThat(expired.decided().outcome()).isEqualTo("expired");
        assertThat(expired.decided().by()).isEmpty();
        assertThat(expired.release()).isNull();
        assertThat(expired.decided().at())
                .isBefore(Instant.parse(running.path("decideBy").asText()).plus(UNTIL_EXPIRED));
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
                                "{ pickUp: PT1S, decide: PT6S, steps: [ { at: PT2S, remind: owner }, { at: PT3S, escalate: 'team:ops-leads' } ], onExpiry: reject }"));
        UUID evaluation = house.policy()
                .propose(AGENT, Policies.note(process, "diary/2", "It rained again."), "clock-2")
                .id();

        assertThat(house.policy().decided(AGENT, evaluation).status()).isEqualTo("expired");

        Evidence evidence = house.audit().evidence(evaluation, found -> found.has("review-decided", "clock-expired"));
        assertThat(evidence.problems()).isEmpty();
        assertThat(evidence.count("clock-started")).isEqualTo(1);
        assertThat(evidence.count("reminder-fired"))
                .as("not picked up, and the step")
                .isEqualTo(2);
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
                .propose(AGENT, Policies.note(process, "diary/3", "The sun came out."), "clock-3")
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
