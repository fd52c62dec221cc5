package dev.countersign.policy.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.policy.replay.ReplayOrder.Asked;
import dev.countersign.problems.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayOrderTest {

    private static final Instant NOW = Recordings.NOON;
    private static final Duration MONTH = Duration.ofDays(30);

    private static ReplayOrder order(String from, String to, String cursor, int limit) {
        return ReplayOrder.of("p", new Asked(from, to, cursor, limit), NOW, MONTH);
    }

    @Test
    void theLastThirtyDaysUnlessOtherwiseSaid() {
        ReplayOrder order = order(null, null, null, 100);

        assertThat(order.from()).isEqualTo(NOW.minus(MONTH));
        assertThat(order.to()).isEqualTo(NOW);
        assertThat(order.after()).isNull();
    }

    @Test
    void aCursorGoesOnInTheSameTime() {
        ReplayOrder first = order(null, null, null, 100);
        UUID last = UUID.randomUUID();

        ReplayOrder second =
                ReplayOrder.of("p", new Asked(null, null, first.cursor(last), 100), NOW.plusSeconds(60), MONTH);

        assertThat(second).isEqualTo(new ReplayOrder("p", first.from(), first.to(), last, 100));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "yesterday, -, -, /from",
                "-, 2026-11-25, -, /to",
                "2026-11-25T12:00:00Z, 2026-11-25T12:00:00Z, -, /from",
                "2026-11-26T12:00:00Z, -, -, /from",
                "-2026-11-25T12:00:00Z, -, -, /from",
                "-, +99999-01-01T00:00:00Z, -, /to",
                "-, -, nonsense, /cursor",
                "-, -, ====, /cursor",
                "-, -, MjAyNi0xMS0yNVQxMjowMDowMFo, /cursor"
            })
    void whatCannotBeReadIsRefusedByName(String from, String to, String cursor, String pointer) {
        assertThatThrownBy(() -> order(from, to, cursor, 100)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.slug()).isEqualTo("invalid-value");
            assertThat(problem.violations().getFirst().pointer()).isEqualTo(pointer);
        });
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-5, 1", "7, 7", "100000, 1000"})
    void howManyAreShownHasBounds(int asked, int shown) {
        assertThat(order(null, null, null, asked).limit()).isEqualTo(shown);
    }
}
