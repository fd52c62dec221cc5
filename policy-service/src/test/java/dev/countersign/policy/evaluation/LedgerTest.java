package dev.countersign.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.contracts.policy.UsageLimit;
import dev.countersign.policy.evaluation.Ledger.Account;
import dev.countersign.policy.evaluation.Ledger.Line;
import dev.countersign.policy.evaluation.Ledger.Use;
import dev.countersign.policy.evaluation.Usage.Used;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final String PROCESS = "refunds";
    private static final Instant NOON = Instant.parse("2026-05-03T12:00:00Z");
    private static final UsageLimit DAILY = new UsageLimit(
            "daily",
            Duration.ofDays(1),
            null,
            "action.payload.amount",
            new BigDecimal(100),
            UsageLimit.Then.REVIEW,
            null);
    private static final Account ACCOUNT = new Account(PROCESS, "daily");

    private static Used used(Ledger ledger) {
        return ledger.usage(PROCESS, List.of(DAILY)).of("daily");
    }

    @Test
    void anAccountThatWasNeverUsedHoldsNothing() {
        assertThat(used(new Ledger(Map.of()))).isEqualTo(new Used(0, BigDecimal.ZERO));
    }

    @Test
    void aWindowIsTheDifferenceOfTwoRows() {
        Line line = new Line(10, new BigDecimal("75.50"), NOON, 4, new BigDecimal("30.25"));

        assertThat(used(new Ledger(Map.of(ACCOUNT, line)))).isEqualTo(new Used(6, new BigDecimal("45.25")));
    }

    @Test
    void whatTheFirstUsesUpIsNotThereForTheSecond() {
        Ledger ledger = new Ledger(Map.of());

        ledger.use(PROCESS, UUID.randomUUID(), Map.of("daily", new BigDecimal(40)), NOON);

        assertThat(used(ledger)).isEqualTo(new Used(1, new BigDecimal(40)));
    }

    @Test
    void aClockThatIsBehindDoesNotPutAUseBeforeTheOneBefore() {
        Line line = new Line(1, BigDecimal.TEN, NOON, 0, BigDecimal.ZERO);
        Ledger ledger = new Ledger(Map.of(ACCOUNT, line));

        ledger.use(PROCESS, UUID.randomUUID(), Map.of("daily", BigDecimal.ONE), NOON.minusSeconds(5));

        assertThat(ledger.added()).singleElement().satisfies(use -> {
            assertThat(use.at()).isEqualTo(NOON);
            assertThat(use.uses()).isEqualTo(2);
            assertThat(use.total()).isEqualTo(new BigDecimal(11));
        });
    }

    /** Reads the account after each use as the database would: the latest row, and the last one that is not in the window. */
    @RepeatedTest(20)
    void theDifferenceOfTwoRowsIsWhatCountingWouldFind(RepetitionInfo repetition) {
        long seed = 4711L + repetition.getCurrentRepetition();
        Random random = new Random(seed);
        List<Use> rows = new ArrayList<>();
        Instant now = NOON;
        for (int i = 0; i < 200; i++) {
            now = now.plusSeconds(random.nextInt(3 * 3600));
            Instant since = now.minus(DAILY.per());
            Ledger ledger = new Ledger(rows.isEmpty() ? Map.of() : Map.of(ACCOUNT, line(rows, since)));

            List<Use> within =
                    rows.stream().filter(row -> row.at().isAfter(since)).toList();
            BigDecimal sum = within.stream().map(Use::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(used(ledger).count()).as("seed %d", seed).isEqualTo(within.size());
            assertThat(used(ledger).sum()).as("seed %d", seed).isEqualByComparingTo(sum);

            ledger.use(
                    PROCESS,
                    UUID.randomUUID(),
                    Map.of("daily", new BigDecimal(random.nextInt(9_999)).movePointLeft(2)),
                    now);
            rows.addAll(ledger.added());
        }
    }

    private static Line line(List<Use> rows, Instant since) {
        Use last = rows.getLast();
        List<Use> before = rows.stream().filter(row -> !row.at().isAfter(since)).toList();
        return before.isEmpty()
                ? new Line(last.uses(), last.total(), last.at(), 0, BigDecimal.ZERO)
                : new Line(
                        last.uses(),
                        last.total(),
                        last.at(),
                        before.getLast().uses(),
                        before.getLast().total());
    }
}
