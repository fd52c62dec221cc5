package dev.countersign.policy.waiting;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One sleep, which may be woken before it is slept. */
final class Sleep {

    private final CompletableFuture<Void> woken = new CompletableFuture<>();

    void wake() {
        woken.complete(null);
    }

    /** Ends when woken or when the time is up; goes on in the caller's own context, where its session lives. */
    Uni<Void> atMost(Duration time) {
        return Uni.createFrom()
                .completionStage(woken)
                .ifNoItem()
                .after(time)
                .recoverWithItem((Void) null)
                .emitOn(ownContext());
    }

    private static Executor ownContext() {
        @Nullable Context own = Vertx.currentContext();
        return own == null ? Runnable::run : task -> own.runOnContext(ignored -> task.run());
    }
}
