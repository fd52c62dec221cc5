package dev.countersign.messaging;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Transactions as a test wants them: at once, or held open until it says so. */
final class Transactions {

    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    /** A transaction that did its work and waits to be ended. */
    static final class Held {
        private final CompletableFuture<Boolean> end = new CompletableFuture<>();
        private final CountDownLatch worked = new CountDownLatch(1);
        private Future<?> outcome = CompletableFuture.completedFuture(null);

        void commit() throws Exception {
            end.complete(true);
            outcome.get();
        }

        void rollBack() {
            end.complete(false);
            try {
                outcome.get();
            } catch (Exception expected) {
                return;
            }
            throw new AssertionError("the transaction should have been rolled back");
        }
    }

    private Transactions() {}

    static void run(Supplier<Uni<Void>> work) {
        try {
            VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(work));
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Begins a transaction, does the work in it, and holds it open. */
    static Held hold(Supplier<Uni<Void>> work) throws InterruptedException {
        Held held = new Held();
        held.outcome = THREADS.submit(() ->
                run(() -> work.get().invoke(held.worked::countDown).chain(() -> {
                    Context context = Vertx.currentContext();
                    return Uni.createFrom()
                            .completionStage(held.end)
                            .emitOn(command -> context.runOnContext(ignored -> command.run()))
                            .invoke(commit -> {
                                if (!commit) {
                                    throw new IllegalStateException("rolled back on purpose");
                                }
                            })
                            .replaceWithVoid();
                })));
        held.worked.await();
        return held;
    }
}
