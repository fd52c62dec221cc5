package dev.countersign.policy.waiting;

import dev.countersign.policy.request.CallerContext;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

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
                .emitOn(CallerContext.executor());
    }
}
