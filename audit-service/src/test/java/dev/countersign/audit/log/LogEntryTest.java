package dev.countersign.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.contracts.event.EventEnvelope;
import dev.countersign.contracts.event.EventType;
import dev.countersign.contracts.event.OversightEvent.EscapeReported;
import dev.countersign.contracts.event.OversightEvent.FoundBy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LogEntryTest {

    private static final UUID ID = UUID.fromString("0199d2e4-7c3a-7000-8000-000000000001");
    private static final UUID EVALUATION = UUID.fromString("0199d2e4-7c3a-7000-8000-000000000002");
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void aLeafIsCanonicalJsonWithoutContent() {
        LogEntry entry = entry(new byte[32], "{\"secret\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(new String(entry.bytes(), StandardCharsets.UTF_8))
                // The digest was computed with sha256sum over 32 zero bytes and the content.
                .isEqualTo(
                        "{\"contentDigest\":\"sha-256:bdd166eb539b3a19adb2bab9dd396e2c69ba69202786d3f922f2d4fab6c2276d\","
                                + "\"id\":\"" + ID + "\",\"source\":\"/audit-service\",\"subject\":\"" + EVALUATION
                                + "\",\"time\":\"2026-11-22T10:00:00Z\",\"type\":\"dev.countersign.escape-reported.v1\"}");
        assertThat(LogEntry.parse(entry.bytes())).contains(entry);
    }

    @Test
    void anEntryCommitsToItsContentUnderItsSaltAlone() {
        byte[] value = {1, 2, 3};
        byte[] salt = new byte[32];
        LogEntry entry = entry(salt, value);
        byte[] otherSalt = new byte[32];
        otherSalt[0] = 1;
        assertThat(entry.commitsTo(salt, value)).isTrue();
        assertThat(entry.commitsTo(otherSalt, value)).isFalse();
        assertThat(entry.commitsTo(salt, new byte[] {1, 2, 4})).isFalse();
    }

    @Test
    void whatIsNoLeafIsNone() {
        assertThat(LogEntry.parse("null".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(LogEntry.parse("{\"id\":\"x\"}".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    private static LogEntry entry(byte[] salt, byte[] value) {
        EscapeReported event =
                new EscapeReported(ID, EVALUATION, "p", FoundBy.DOWNSTREAM, "the wrong seat", "olga", AT);
        return LogEntry.of(new EventEnvelope<>(ID, "/audit-service", EventType.of(event), AT, event), salt, value);
    }
}
