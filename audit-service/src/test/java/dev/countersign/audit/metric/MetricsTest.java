package dev.countersign.audit.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.contracts.Json;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.Outcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsTest {

    /** The first four with the intervals that Newcombe (Statistics in Medicine 17, 1998, table I) gives for the score method. */
    @ParameterizedTest
    @CsvSource({
        "81, 263, 0.3080, 0.2553, 0.3662",
        "15, 148, 0.1014, 0.0624, 0.1605",
        "0, 20, 0.0000, 0.0000, 0.1611",
        "1, 29, 0.0345, 0.0061, 0.1718",
        "10, 10, 1.0000, 0.7225, 1.0000",
        "46, 167, 0.2754, 0.2133, 0.3477",
    })
    void aRateHasWilsonsInterval(long hits, long n, String rate, String low, String high) {
        assertThat(Rate.of(hits, n))
                .isEqualTo(new Rate(new BigDecimal(rate), new BigDecimal(low), new BigDecimal(high), n));
    }

    @Test
    void ofNoCasesNoRateIsInvented() throws Exception {
        assertThat(Json.mapper().writeValueAsString(Rate.of(0, 0))).isEqualTo("{\"n\":0}");
        assertThat(Json.mapper().writeValueAsString(Times.of(List.of()))).isEqualTo("{\"n\":0}");
        assertThatThrownBy(() -> Rate.of(3, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void percentilesLieBetweenTheObservedTimes() {
        assertThat(Times.of(List.of(41_000L))).isEqualTo(new Times(Duration.ofSeconds(41), Duration.ofSeconds(41), 1));
        assertThat(Times.of(List.of(4000L, 1000L, 3000L, 2000L)))
                .isEqualTo(new Times(Duration.ofMillis(2500), Duration.ofMillis(3700), 4));
        List<Long> hundredAndOne = LongStream.rangeClosed(0, 100).boxed().toList();
        assertThat(Times.of(hundredAndOne)).isEqualTo(new Times(Duration.ofMillis(50), Duration.ofMillis(90), 101));
    }

    @Test
    void unchangedApprovalCountsWhatAPersonDecidedAndNothingElse() {
        Counts counts = List.of(
                        Counts.ofDecision(Decision.APPROVED, 6, List.of(), List.of()),
                        Counts.ofDecision(Decision.APPROVED_WITH_CHANGES, 1, List.of(), List.of()),
                        Counts.ofDecision(Decision.REJECTED, 1, List.of(), List.of()),
                        Counts.ofDecision(Decision.CHANGES_REQUESTED, 1, List.of(), List.of()),
                        Counts.ofDecision(Decision.TAKEN_OVER, 1, List.of(), List.of()),
                        Counts.ofDecision(Decision.EXPIRED, 100, List.of(), List.of()),
                        Counts.ofDecision(Decision.WITHDRAWN, 100, List.of(), List.of()))
                .stream()
                .reduce(Counts.NONE, Counts::plus);
        assertThat(Metrics.of(counts).unchangedApproval()).isEqualTo(Rate.of(6, 10));
    }

    @Test
    void theEscapeRateIsOfActionsThatTookEffect() {
        Metrics metrics = Metrics.of(Counts.ofExecutions(200, 3).plus(Counts.ofOutcome(Outcome.REVIEW, 1000)));
        assertThat(metrics.escape()).isEqualTo(Rate.of(3, 200));
        assertThat(metrics.evaluations()).isEqualTo(1000);
    }

    @Test
    void everyOutcomeAndDecisionIsNamedInTheContractsWords() {
        Map<?, ?> json = Json.mapper().convertValue(Metrics.of(Counts.NONE), Map.class);
        assertThat((Map<?, ?>) json.get("outcomes")).isEqualTo(Map.of("proceed", 0L, "review", 0L, "block", 0L));
        assertThat(((Map<?, ?>) json.get("decisions")).keySet().stream().map(String::valueOf))
                .containsExactly(
                        "approved",
                        "approved-with-changes",
                        "rejected",
                        "changes-requested",
                        "taken-over",
                        "expired",
                        "withdrawn");
    }

    @Test
    void weeksBeginOnMondayAndAreCutToThePeriod() {
        Period period = new Period(Instant.parse("2026-11-18T12:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"));
        assertThat(period.buckets(Grouping.WEEK).stream()
                        .map(bucket -> bucket.key() + " " + bucket.period().from() + " "
                                + bucket.period().to())
                        .collect(Collectors.toList()))
                .containsExactly(
                        "2026-11-16 2026-11-18T12:00:00Z 2026-11-23T00:00:00Z",
                        "2026-11-23 2026-11-23T00:00:00Z 2026-11-30T00:00:00Z",
                        "2026-11-30 2026-11-30T00:00:00Z 2026-12-01T00:00:00Z");
        assertThat(period.buckets(Grouping.DAY)).hasSize(13);
    }
}
