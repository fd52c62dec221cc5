package dev.countersign.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Whether something ends: by the time that it computes, since the machine may be busy with other things. */
public final class Soon {

    /** Far above what any input takes, the first one and the fuzzer's own work on every class it loads included. */
    private static final Duration SOON = Duration.ofSeconds(90);

    private final long start = now();

    private Soon() {}

    public static Soon fromNow() {
        return new Soon();
    }

    public void isOver(String what) {
        assertThat(Duration.ofNanos(now() - start)).as(what).isLessThan(SOON);
    }

    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
