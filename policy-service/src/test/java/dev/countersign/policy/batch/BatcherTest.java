package dev.countersign.policy.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.policy.batch.Batcher.Bounds;
import dev.countersign.policy.batch.Batcher.OverloadedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatcherTest {

    /** Batches that are under way until the test ends them. */
    private final List<List<String>> batches = new ArrayList<>();

    private final List<CompletableFuture<List<String>>> ends = new ArrayList<>();

    private Batcher<String, String> batcher(int turns, int largest, int waiting) {
        return new Batcher<>(
                new Bounds(turns, largest, waiting),
                this::begin,
                failure -> failure instanceof IllegalArgumentException);
    }

    private CompletionStage<List<String>> begin(List<String> batch) {
        batches.add(batch);
        CompletableFuture<List<String>> end = new CompletableFuture<>();
        ends.add(end);
        return end;
    }

    private void end(int batch) {
        ends.get(batch)
                .complete(batches.get(batch).stream().map(item -> item + "!").toList());
    }

    private static String now(CompletionStage<String> answer) {
        return answer.toCompletableFuture().join();
    }

    @Test
    void whatFindsATurnFreeGoesAtOnce() {
        CompletionStage<String> answer = batcher(1, 10, 10).submit("a");

        end(0);

        assertThat(batches).containsExactly(List.of("a"));
        assertThat(now(answer)).isEqualTo("a!");
    }

    @Test
    void whatComesMeanwhileGoesTogetherAndEachGetsItsOwnAnswer() {
        Batcher<String, String> batcher = batcher(1, 10, 10);
        batcher.submit("a");
        CompletionStage<String> b = batcher.submit("b");
        CompletionStage<String> c = batcher.submit("c");

        end(0);
        end(1);

        assertThat(batches).containsExactly(List.of("a"), List.of("b", "c"));
        assertThat(List.of(now(b), now(c))).containsExactly("b!", "c!");
    }

    @Test
    void noMoreTurnsAreTakenThanThereAreAndNoBatchIsLargerThanTheLargest() {
        Batcher<String, String> batcher = batcher(2, 2, 10);

        List.of("a", "b", "c", "d", "e").forEach(batcher::submit);
        assertThat(batches).containsExactly(List.of("a"), List.of("b"));
        end(0);

        assertThat(batches).containsExactly(List.of("a"), List.of("b"), List.of("c", "d"));
        assertThat(batcher.waiting()).isEqualTo(1);
    }

    @Test
    void oneBadOneFailsAloneAndItsCompanyIsAnswered() {
        Batcher<String, String> batcher = new Batcher<>(
                new Bounds(1, 10, 10),
                batch -> {
                    if (!batch.equals(List.of("first"))) {
                        return batch.contains("bad")
                                ? CompletableFuture.failedFuture(new IllegalArgumentException("bad"))
                                : CompletableFuture.completedFuture(batch);
                    }
                    return begin(batch);
                },
                failure -> failure instanceof IllegalArgumentException);
        batcher.submit("first");
        CompletionStage<String> good = batcher.submit("good");
        CompletionStage<String> bad = batcher.submit("bad");
        CompletionStage<String> fine = batcher.submit("fine");

        end(0);

        assertThat(List.of(now(good), now(fine))).containsExactly("good", "fine");
        assertThatThrownBy(() -> now(bad)).hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNobodysFaultFailsAllAtOnce() {
        Batcher<String, String> batcher = batcher(1, 10, 10);
        batcher.submit("a");
        CompletionStage<String> b = batcher.submit("b");
        CompletionStage<String> c = batcher.submit("c");
        end(0);

        ends.get(1).completeExceptionally(new IllegalStateException("the database is away"));

        assertThat(batches).hasSize(2);
        assertThatThrownBy(() -> now(b)).hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> now(c)).hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void workThatThrowsGivesItsTurnBack() {
        AtomicInteger calls = new AtomicInteger();
        Batcher<String, String> batcher = new Batcher<>(
                new Bounds(1, 10, 10),
                batch -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new IllegalStateException("thrown");
                    }
                    return CompletableFuture.completedFuture(batch);
                },
                failure -> false);

        CompletionStage<String> first = batcher.submit("a");
        CompletionStage<String> second = batcher.submit("b");

        assertThatThrownBy(() -> now(first)).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(now(second)).isEqualTo("b");
    }

    @Test
    void whoComesWhenTooManyWaitIsTurnedAwayAndNobodyElseIs() {
        Batcher<String, String> batcher = batcher(1, 10, 1);
        batcher.submit("under way");
        CompletionStage<String> waits = batcher.submit("waits");

        CompletionStage<String> tooMany = batcher.submit("too many");
        end(0);
        end(1);

        assertThatThrownBy(() -> now(tooMany))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(OverloadedException.class);
        assertThat(now(waits)).isEqualTo("waits!");
    }

    @Test
    void ofManyThatSubmitAtOnceEachIsDoneOnce() throws InterruptedException {
        ConcurrentLinkedQueue<Integer> done = new ConcurrentLinkedQueue<>();
        try (ExecutorService work = Executors.newFixedThreadPool(3);
                ExecutorService submitters = Executors.newFixedThreadPool(8)) {
            Batcher<Integer, Integer> batcher = new Batcher<>(
                    new Bounds(2, 16, 100_000),
                    batch -> CompletableFuture.supplyAsync(
                            () -> {
                                done.addAll(batch);
                                return batch;
                            },
                            work),
                    failure -> false);
            List<CompletableFuture<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                int item = i;
                answers.add(CompletableFuture.supplyAsync(() -> batcher.submit(item), submitters)
                        .thenCompose(answer -> answer));
            }
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
            assertThat(IntStream.range(0, 20_000).allMatch(i -> answers.get(i).join() == i))
                    .isTrue();
        }
        assertThat(done).hasSize(20_000).doesNotHaveDuplicates();
    }
}
