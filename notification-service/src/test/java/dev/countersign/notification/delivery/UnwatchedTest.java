package dev.countersign.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.QueueEvent.QueueUnwatched;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnwatchedTest {

    private static QueueUnwatched queue(long open, @Nullable Instant lastSeen) {
        return new QueueUnwatched(
                "airline-changes",
                Principal.person("ana"),
                "Ana Ferrer",
                open,
                Instant.parse("2026-05-15T07:00:00Z"),
                lastSeen,
                Principal.person("grace"),
                List.of(),
                Instant.parse("2026-05-18T07:00:00Z"));
    }

    @Test
    void whoWasNeverSeenIsSaidToBeSo() {
        assertThat(Unwatched.sentence(queue(1, null), null))
                .isEqualTo("1 review waits for Ana Ferrer, since Friday 15 May 2026, 07:00 (UTC)."
                        + " None of its owners has ever been seen here.");
    }

    @Test
    void timesAreTheReaders() {
        assertThat(Unwatched.sentence(queue(2, Instant.parse("2026-05-15T22:30:00Z")), "Europe/Madrid"))
                .isEqualTo("2 reviews wait for Ana Ferrer, the oldest since Friday 15 May 2026, 09:00 (Europe/Madrid)."
                        + " None of its owners has been seen since Saturday 16 May 2026, 00:30 (Europe/Madrid).");
    }
}
