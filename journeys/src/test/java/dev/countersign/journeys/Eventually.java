package dev.countersign.journeys;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/** What comes true on its own, within a time. */
public final class Eventually {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Eventually() {}

    /** Waits until the assertion holds. */
    public static void holds(String what, ThrowingRunnable assertion) {
        holds(what, PATIENCE, assertion);
    }

    public static void holds(String what, Duration patience, ThrowingRunnable assertion) {
        waiting(what)
                .atMost(patience)
                .pollInterval(PAUSE)
                .pollDelay(Duration.ZERO)
                .untilAsserted(assertion);
    }

    /** Waits until there is one, and returns it. */
    public static <T> T first(String what, Callable<Optional<T>> search) {
        return first(what, PATIENCE, search);
    }

    public static <T> T first(String what, Duration patience, Callable<Optional<T>> search) {
        return first(what, patience, PAUSE, search);
    }

    /** The same, looking less often: for the many who wait for long and should not wear out those they wait for. */
    public static <T> T first(String what, Duration patience, Duration pause, Callable<Optional<T>> search) {
        return waiting(what)
                .atMost(patience)
                .pollInterval(pause)
                .pollDelay(Duration.ZERO)
                .until(search, Optional::isPresent)
                .orElseThrow();
    }

    /** The stack's own threads may end badly when what they talk to is killed: that is not what is waited for. */
    private static ConditionFactory waiting(String what) {
        return await(what).dontCatchUncaughtExceptions();
    }
}
