package dev.countersign.policy.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.policy.evaluation.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetriesTest {

    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    private final Retries retries = new Retries(Duration.ofSeconds(10), Duration.ofHours(6));

    @ParameterizedTest
    @CsvSource({"1,PT10S", "2,PT20S", "3,PT40S", "10,PT1H25M20S", "12,PT5H41M20S", "13,PT6H", "64,PT6H", "2000,PT6H"})
    void theBoundDoublesUpToTheLongest(int attempts, Duration bound) {
        assertThat(retries.bound(attempts)).isEqualTo(bound);
    }

    @Test
    void theWaitIsAnythingBelowTheBoundAndUsesAllOfIt() {
        Random random = new Random(4711);
        for (int attempts = 1; attempts <= 40; attempts++) {
            Duration bound = retries.bound(attempts);
            long shortest = Long.MAX_VALUE;
            long longest = 0;
            for (int i = 0; i < 500; i++) {
                Duration wait = retries.after(attempts, Duration.ZERO, random);
                assertThat(wait).isBetween(Duration.ZERO, bound);
                shortest = Math.min(shortest, wait.toMillis());
                longest = Math.max(longest, wait.toMillis());
            }
            assertThat(shortest).isLessThan(bound.toMillis() / 10);
            assertThat(longest).isGreaterThan(bound.toMillis() * 9 / 10);
        }
    }

    @Test
    void whatTheReceiverAsksForIsGrantedUpToTheLongestWait() {
        Random random = new Random(4711);

        assertThat(retries.after(1, Duration.ofMinutes(5), random)).isEqualTo(Duration.ofMinutes(5));
        assertThat(retries.after(1, Duration.ofDays(400), random)).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void aPlanThatGoesNowhereIsRefused() {
        assertThatThrownBy(() -> new Retries(Duration.ZERO, Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Retries(Duration.ofHours(2), Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120 | PT2M",
                "0 | PT0S",
                "-5 | PT0S",
                "soon | PT0S",
                "99999999999999999999 | PT0S",
                "9223372036854775807 | PT2562047788015215H30M7S",
                "Mon, 4 May 2026 10:01:00 GMT | PT1M",
                "Mon, 4 May 2026 09:00:00 GMT | PT0S",
                "'' | PT0S"
            })
    void retryAfterInSecondsOrAsATime(String header, Duration asked) {
        assertThat(RetryAfter.of(header, NOW)).isEqualTo(asked);
    }

    @Test
    void noRetryAfter() {
        assertThat(RetryAfter.of(null, NOW)).isZero();
    }

    @Test
    void whatAnAnswerAmountsTo() {
        for (int status : new int[] {200, 201, 202, 204, 299}) {
            assertThat(Outcome.of(status, null, NOW)).isEqualTo(new Outcome.Delivered());
        }
        for (int status : new int[] {100, 301, 302, 307, 308, 400, 401, 404, 500, 502, 504}) {
            assertThat(Outcome.of(status, "3600", NOW)).isEqualTo(new Outcome.Failed("status-" + status));
        }
        for (int status : new int[] {429, 503}) {
            assertThat(Outcome.of(status, "60", NOW))
                    .isEqualTo(new Outcome.Failed("status-" + status, Duration.ofMinutes(1)));
        }
        assertThat(Outcome.of(410, null, NOW)).isEqualTo(new Outcome.Gone("status-410"));
    }

    @ParameterizedTest
    @CsvSource({
        "RELEASED,DECIDED",
        "REJECTED,DECIDED",
        "CHANGES_REQUESTED,DECIDED",
        "TAKEN_OVER,DECIDED",
        "EXPIRED,DECIDED",
        "WAITING,",
        "WITHDRAWN,WITHDRAWN",
        "BLOCKED,",
        "EXECUTED,",
        "FAILED,"
    })
    void whatIsNews(Status status, News news) {
        assertThat(News.of(status)).isEqualTo(Optional.ofNullable(news));
        for (News told : News.values()) {
            assertThat(told.stillTrue(status)).isEqualTo(told == news);
            assertThat(News.of(told.type())).isEqualTo(told);
        }
    }

    @Test
    void oneReceiverCountsForItselfAndAllTogether() {
        InFlight inFlight = new InFlight(3);
        assertThat(inFlight.beginTaking()).isTrue();
        assertThat(inFlight.beginTaking()).isFalse();
        inFlight.add("a:443");
        inFlight.add("a:443");
        inFlight.add("b:443");
        inFlight.endTaking();

        assertThat(inFlight.room()).isZero();
        assertThat(inFlight.byReceiver()).containsOnly(Map.entry("a:443", 2), Map.entry("b:443", 1));
        assertThat(inFlight.beginTaking()).isFalse();

        inFlight.remove("b:443");
        assertThat(inFlight.byReceiver()).containsOnlyKeys("a:443");
        assertThat(inFlight.beginTaking()).isTrue();
    }
}
