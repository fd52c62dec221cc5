package dev.countersign.policy.replay;

import static dev.countersign.policy.replay.Recordings.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.contracts.policy.UsageLimit;
import dev.countersign.policy.evaluation.Usage.Used;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageWindowTest {

    private static final UsageLimit HOURLY =
            new UsageLimit("hourly", Duration.ofHours(1), 5L, null, null, UsageLimit.Then.REVIEW, null);
    private static final UsageLimit DAILY = new UsageLimit(
            "daily", Duration.ofDays(1), null, "action.payload.amount", BigDecimal.TEN, UsageLimit.Then.BLOCK, null);

    private static Use use(String limit, Instant at, String amount) {
        return new Use(limit, at, UUID.randomUUID(), new BigDecimal(amount));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 3, 4.5", "PT59M59.999999S, 3, 4.5", "PT1H, 1, 1.5", "PT1H10M, 0, 0"})
    void aUseCountsForAsLongAsTheWindowAndNotAMomentLonger(Duration later, long count, BigDecimal sum) {
        UsageWindow window = new UsageWindow(List.of(HOURLY));
        window.add(List.of(use("hourly", NOON, "1"), use("hourly", NOON, "2")));
        window.add(List.of(use("hourly", NOON.plusSeconds(600), "1.5")));

        Instant now = later.isZero() ? NOON.plusSeconds(600) : NOON.plus(later);
        Used used = window.at(now).byLimit().get("hourly");

        assertThat(used.count()).isEqualTo(count);
        assertThat(used.sum()).isEqualByComparingTo(sum);
    }

    @Test
    void eachLimitHasAWindowOfItsOwn() {
        UsageWindow window = new UsageWindow(List.of(HOURLY, DAILY));
        window.add(List.of(use("hourly", NOON, "1"), use("daily", NOON, "7")));

        var usage = window.at(NOON.plus(Duration.ofHours(2)));

        assertThat(usage.byLimit().get("hourly").count()).isZero();
        assertThat(usage.byLimit().get("daily").sum()).isEqualByComparingTo("7");
    }

    @Test
    void sumsStayExactHoweverMuchComesAndGoes() {
        UsageWindow window = new UsageWindow(List.of(DAILY));
        for (int i = 0; i < 1_000; i++) {
            window.at(NOON.plus(Duration.ofHours(i)));
            window.add(List.of(use("daily", NOON.plus(Duration.ofHours(i)), "0.1")));
        }

        assertThat(window.at(NOON.plus(Duration.ofHours(999))).byLimit().get("daily"))
                .isEqualTo(new Used(24, new BigDecimal("2.4")));
    }

    @Test
    void aUseOfALimitThatThePolicyDoesNotHaveIsForgotten() {
        UsageWindow window = new UsageWindow(List.of(HOURLY));
        window.add(List.of(use("former", NOON, "1")));

        assertThat(window.at(NOON).byLimit()).containsOnlyKeys("hourly");
    }

    @Test
    void aLimitThatLooksBackForeverCountsAll() {
        UsageLimit ever = new UsageLimit(
                "ever", Duration.ofSeconds(Long.MAX_VALUE), 5L, null, null, UsageLimit.Then.REVIEW, null);
        UsageWindow window = new UsageWindow(List.of(ever));
        window.add(List.of(use("ever", Instant.EPOCH, "1")));

        assertThat(window.at(NOON).byLimit().get("ever").count()).isEqualTo(1);
        assertThat(NOON.minus(UsageWindow.lookBack(List.of(ever)))).isBefore(Instant.EPOCH);
    }

    @Test
    void aPolicyLooksBackAsFarAsItsLongestLimit() {
        assertThat(UsageWindow.lookBack(List.of(HOURLY, DAILY))).isEqualTo(Duration.ofDays(1));
        assertThat(UsageWindow.lookBack(List.of())).isEqualTo(Duration.ZERO);
    }
}
