package dev.countersign.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(30));

    @ParameterizedTest
    @CsvSource({"1, PT5S, PT10S", "2, PT10S, PT20S", "5, PT80S, PT160S", "9, PT15M, PT30M", "1000, PT15M, PT30M"})
    void itDoublesUpToTheLongestAndIsNeverLessThanHalf(int attempts, Duration least, Duration most) {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            assertThat(BACKOFF.after(attempts, random)).isBetween(least, most);
        }
    }

    @Test
    void whatFailedTogetherDoesNotComeBackTogether() {
        Random random = new Random(2);

        assertThat(java.util.stream.Stream.generate(() -> BACKOFF.after(3, random))
                        .limit(100)
                        .distinct())
                .hasSizeGreaterThan(90);
    }
}
