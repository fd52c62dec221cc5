package dev.countersign.policy.waiting;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One sleep, which may be woken before it is slept, and slept on after the time was up. Costs a timer of the event loop. */
final class Sleep {

    private static final Runnable WOKEN = () -> {};

    private final Vertx vertx;
    private final AtomicReference<@Nullable Runnable> alarm = new AtomicReference<>();

    Sleep(Vertx vertx) {
        this.vertx = vertx;
    }

    void wake() {
        @Nullable Runnable ring = alarm.getAndSet(WOKEN);
        if (ring != null) {
            ring.run();
        }
    }

    /** Ends when woken (true) or when the time is up (false); goes on in the caller's own context, where its session lives. */
    Uni<Boolean> atMost(Duration time) {
        return Uni.createFrom().emitter(sleeper -> sleep(sleeper, Math.max(1, time.toMillis())));
    }

    private void sleep(UniEmitter<? super Boolean> sleeper, long millis) {
        Context own = vertx.getOrCreateContext();
        long timer = vertx.setTimer(millis, ignored -> sleeper.complete(false));
        sleeper.onTermination(() -> vertx.cancelTimer(timer));
        Runnable ring = () -> own.runOnContext(ignored -> sleeper.complete(true));
        @Nullable Runnable former = alarm.getAndUpdate(set -> set == WOKEN ? WOKEN : ring);
        if (former == WOKEN) {
            sleeper.complete(true);
        }
    }
}
