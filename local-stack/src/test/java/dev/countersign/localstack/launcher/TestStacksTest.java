package dev.countersign.localstack.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.localstack.launcher.TestStacks.LaneUse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TestStacksTest {

    private static final Instant START = Instant.parse("2026-11-30T06:00:00Z");

    private final LaneUse use = new LaneUse();

    private static Instant after(int seconds) {
        return START.plusSeconds(seconds);
    }

    @Test
    void aLaneThatNobodyHasHadYetWasNotLeft() {
        assertThat(use.left(false, after(0))).isEmpty();
        assertThat(use.left(false, after(900))).isEmpty();
    }

    @Test
    void aLaneIsLeftSinceItWasLastSeenTaken() {
        assertThat(use.left(true, after(10))).contains(Duration.ZERO);
        assertThat(use.left(false, after(40))).contains(Duration.ofSeconds(30));
        assertThat(use.left(true, after(50))).contains(Duration.ZERO);
        assertThat(use.left(false, after(60))).contains(Duration.ofSeconds(10));
    }
}
