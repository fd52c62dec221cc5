package dev.countersign.policy.waiting;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One sleep, which may be woken before it is slept, and slept on after the time was up. Costs a timer of the event loop. */
final class Sleep {

    private static final Runnable WOKEN = () -> {};
    private static final long NONE = -1;

    private final Vertx vertx;
    private final AtomicReference<@Nullable Runnable> alarm = new AtomicReference<>();
    private volatile long timer = NONE;

    Sleep(Vertx vertx) {
        this.vertx = vertx;
    }

    void wake() {
        @Nullable Runnable ring = alarm.getAndSet(WOKEN);
        if (ring != null) {
            ring.run();
        }
    }

    /** Nobody sleeps it any more. */
    void giveUp() {
        alarm.set(WOKEN);
        vertx.cancelTimer(timer);
    }

    /** Ends when woken (true) or when the time is up (false); goes on in the caller's own context, where its session lives. */
    Uni<Boolean> atMost(Duration time) {
        return Uni.createFrom().emitter(sleeper -> {
            atMost(time, sleeper::complete);
            // This one's: by the time that it ends, the next one may be set.
            long own = timer;
            sleeper.onTermination(() -> vertx.cancelTimer(own));
        });
    }

    /** Tells when woken (true) or when the time is up (false), once, in the caller's own context. */
    void atMost(Duration time, Consumer<Boolean> awake) {
        Context own = vertx.getOrCreateContext();
        AtomicBoolean told = new AtomicBoolean();
        Consumer<Boolean> once = woken -> {
            if (told.compareAndSet(false, true)) {
                awake.accept(woken);
            }
        };
        long set = vertx.setTimer(Math.max(1, time.toMillis()), ignored -> once.accept(false));
        timer = set;
        Runnable ring = () -> own.runOnContext(ignored -> {
            vertx.cancelTimer(set);
            once.accept(true);
        });
        @Nullable Runnable former = alarm.getAndUpdate(known -> known == WOKEN ? WOKEN : ring);
        if (former == WOKEN) {
            vertx.cancelTimer(set);
            once.accept(true);
        }
    }
}
