package dev.countersign.policy.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Group commit. What is submitted while all turns are taken waits for the next one, and goes together; what finds a turn free goes at
 * once. So nobody waits for company, and the busier it is the more share one commit.
 *
 * <p>Where a batch fails because of what is in it, each of it is tried alone: one bad one never fails its company.
 *
 * @param <T> what is submitted
 * @param <R> what becomes of it
 */
public final class Batcher<T, R> {

    /**
     * How much may happen at once.
     *
     * @param turns batches under way at the same time
     * @param largest items in one batch
     * @param waiting items that may wait for a turn; more are turned away
     */
    public record Bounds(int turns, int largest, int waiting) {
        public Bounds {
            if (turns < 1 || largest < 1 || waiting < 1) {
                throw new IllegalArgumentException("bounds start at 1");
            }
        }
    }

    /** More wait than may. */
    public static final class OverloadedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OverloadedException() {
            super("more wait than may", null, false, false);
        }
    }

    private record Submitted<T, R>(T item, CompletableFuture<R> answer) {}

    private final Bounds bounds;
    private final Function<List<T>, CompletionStage<List<R>>> work;
    private final Predicate<Throwable> itemsFault;
    private final ConcurrentLinkedQueue<Submitted<T, R>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger turns = new AtomicInteger();

    /**
     * @param work does a batch, all or nothing, and answers for each item in the order given
     * @param itemsFault whether a failure may be the fault of a single item, so that the others deserve another try
     */
    public Batcher(Bounds bounds, Function<List<T>, CompletionStage<List<R>>> work, Predicate<Throwable> itemsFault) {
        this.bounds = bounds;
        this.work = work;
        this.itemsFault = itemsFault;
    }

    /** What becomes of the item, once its batch is done; fails with {@link OverloadedException} when too many wait already. */
    public CompletionStage<R> submit(T item) {
        if (waiting.incrementAndGet() > bounds.waiting()) {
            waiting.decrementAndGet();
            return CompletableFuture.failedFuture(new OverloadedException());
        }
        CompletableFuture<R> answer = new CompletableFuture<>();
        queue.add(new Submitted<>(item, answer));
        takeTurn();
        return answer;
    }

    /** Whether as many wait as may: whoever comes now would be turned away. */
    public boolean full() {
        return waiting.get() >= bounds.waiting();
    }

    /** How many wait for a turn. */
    public int waiting() {
        return waiting.get();
    }

    private void takeTurn() {
        while (waiting.get() > 0 && turnTaken()) {
            List<Submitted<T, R>> batch = next();
            if (batch.isEmpty()) {
                // Others were quicker. Whoever adds from here on looks for a turn after this one is given back.
                turns.decrementAndGet();
            } else {
                run(batch);
            }
        }
    }

    private boolean turnTaken() {
        return turns.getAndUpdate(taken -> Math.min(taken + 1, bounds.turns())) < bounds.turns();
    }

    private List<Submitted<T, R>> next() {
        List<Submitted<T, R>> batch = new ArrayList<>();
        while (batch.size() < bounds.largest()) {
            Submitted<T, R> first = queue.poll();
            if (first == null) {
                break;
            }
            batch.add(first);
        }
        waiting.addAndGet(-batch.size());
        return batch;
    }

    private void run(List<Submitted<T, R>> batch) {
        attempt(batch).whenComplete((ignored, failure) -> {
            turns.decrementAndGet();
            takeTurn();
        });
    }

    private CompletionStage<Void> attempt(List<Submitted<T, R>> batch) {
        return done(batch.stream().map(Submitted::item).toList())
                .handle((answers, failure) ->
                        failure == null ? answered(batch, answers) : notDone(batch, cause(failure)))
                .thenCompose(Function.identity());
    }

    private CompletionStage<Void> notDone(List<Submitted<T, R>> batch, Throwable failure) {
        return batch.size() > 1 && itemsFault.test(failure) ? oneByOne(batch, 0) : failed(batch, failure);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
    }

    private CompletionStage<List<R>> done(List<T> items) {
        try {
            return work.apply(items);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static <T, R> CompletionStage<Void> answered(List<Submitted<T, R>> batch, List<R> answers) {
        if (answers.size() != batch.size()) {
            return failed(batch, new IllegalStateException("a batch has not answered for each of its items"));
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer().complete(answers.get(i));
        }
        return CompletableFuture.completedFuture(null);
    }

    private static <T, R> CompletionStage<Void> failed(List<Submitted<T, R>> batch, Throwable failure) {
        batch.forEach(one -> one.answer().completeExceptionally(failure));
        return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<Void> oneByOne(List<Submitted<T, R>> batch, int from) {
        return from == batch.size()
                ? CompletableFuture.completedFuture(null)
                : attempt(List.of(batch.get(from))).thenCompose(ignored -> oneByOne(batch, from + 1));
    }
}
