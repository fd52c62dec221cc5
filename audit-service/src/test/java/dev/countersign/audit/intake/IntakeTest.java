package dev.countersign.audit.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.audit.AuditTest;
import dev.countersign.audit.LogDatabase;
import dev.countersign.audit.Said;
import dev.countersign.audit.Told;
import dev.countersign.contracts.event.EvaluationEvent.Execution;
import dev.countersign.contracts.event.EventEnvelope;
import dev.countersign.contracts.event.EventType;
import dev.countersign.contracts.event.Outcome;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@AuditTest
class IntakeTest {

    private static final Instant AT = Instant.parse("2026-11-02T09:00:00Z");

    @Inject
    LogDatabase database;

    @Test
    void anEventDeliveredTwiceIsOneLeaf() {
        UUID evaluation = UUID.randomUUID();
        EventEnvelope<?> once = Said.by(
                "/policy-service", Told.evaluation(evaluation, "twice", "airline-agent", "update", Outcome.REVIEW, AT));
        Said.deliver(once);
        // The last of the partition: when it is there, the second delivery has been dealt with.
        Said.by("/policy-service", Told.executed(evaluation, "twice", Execution.EXECUTED, AT.plusSeconds(1)));
        database.awaitLogged(evaluation, 2);
        assertThat(logged(evaluation)).isEqualTo(2);
    }

    @Test
    void anEventDeliveredAgainAfterTheInboxForgotItIsStillOneLeaf() throws Exception {
        UUID evaluation = UUID.randomUUID();
        EventEnvelope<?> once = Said.by(
                "/policy-service",
                Told.evaluation(evaluation, "forgotten", "airline-agent", "update", Outcome.REVIEW, AT));
        database.awaitLogged(evaluation, 1);
        assertThat(database.change("DELETE FROM inbox WHERE event_id = ?", once.id()))
                .isEqualTo(1);
        Said.deliver(once);
        Said.by("/policy-service", Told.executed(evaluation, "forgotten", Execution.EXECUTED, AT.plusSeconds(1)));
        database.awaitLogged(evaluation, 2);
        assertThat(logged(evaluation)).isEqualTo(2);
    }

    @Test
    void everyTypeOfEventThereIsFindsItsWayIntoTheLog() throws Exception {
        for (EventType type : EventType.ALL) {
            byte[] sample = sample(type);
            EventEnvelope<?> envelope = envelope(type, sample);
            Said.deliver(envelope);
        }
        for (EventType type : EventType.ALL) {
            await().alias(type.name())
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> database.number(
                                    "SELECT count(*) FROM log_entry JOIN log_content USING (source, event_id)"
                                            + " WHERE source = '/samples' AND type = ?",
                                    type.name())
                            == 1);
        }
    }

    private long logged(UUID evaluation) {
        return database.number(
                "SELECT count(*) FROM log_entry JOIN log_content USING (source, event_id) WHERE evaluation = ?",
                evaluation);
    }

    private static byte[] sample(EventType type) throws Exception {
        try (InputStream in = EventType.class.getResourceAsStream("/samples/" + type.name() + ".json")) {
            return in.readAllBytes();
        }
    }

    private static EventEnvelope<?> envelope(EventType type, byte[] sample) {
        var event = EventEnvelope.read(type.name(), sample);
        return new EventEnvelope<>(UUID.randomUUID(), "/samples", type, event.at(), event);
    }
}
