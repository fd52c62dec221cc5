package dev.countersign.localstack.launcher;

import dev.countersign.localstack.client.Api;
import dev.countersign.localstack.client.Proposal;
import dev.countersign.localstack.client.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Proposes many actions, and counts what came of it. */
final class Replay {

    /** With a rate, slow answers do not slow the proposals down, up to this many at a time. */
    private static final int IN_FLIGHT = 64;

    private static final int EXAMPLES = 10;

    private final Api api;
    private final @Nullable Double rate;
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Map<String, Integer> problems = new TreeMap<>();
    private final List<String> examples = new ArrayList<>();
    private int done;

    /**
     * @param rate proposals a second; absent: one after the other
     */
    Replay(Api api, @Nullable Double rate) {
        this.api = api;
        this.rate = rate;
    }

    /**
     * What came of it.
     *
     * @param problems by the last part of their type
     * @param examples the first problems, in words
     */
    record Summary(Map<String, Integer> outcomes, Map<String, Integer> problems, List<String> examples) {}

    Summary run(List<Proposal> proposals, IntConsumer progress) throws InterruptedException {
        Semaphore slots = new Semaphore(rate == null ? 1 : IN_FLIGHT);
        long began = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < proposals.size(); i++) {
                Proposal proposal = proposals.get(i);
                if (rate != null) {
                    waitUntil(began + (long) (i / rate * Duration.ofSeconds(1).toNanos()));
                }
                slots.acquire();
                threads.execute(() -> {
                    try {
                        propose(proposal, progress);
                    } finally {
                        slots.release();
                    }
                });
            }
        }
        return new Summary(outcomes, problems, examples);
    }

    private static void waitUntil(long nanoTime) throws InterruptedException {
        long nanos = nanoTime - System.nanoTime();
        if (nanos > 0) {
            Thread.sleep(Duration.ofNanos(nanos));
        }
    }

    private void propose(Proposal proposal, IntConsumer progress) {
        try {
            Reply reply = proposal.propose(api, UUID.randomUUID().toString());
            if (reply.isOk()) {
                count(outcomes, reply.body().path("outcome").asText("?"), progress, null);
            } else {
                count(problems, reply.problemSlug(), progress, "line " + proposal.line() + ": " + reply.problem());
            }
        } catch (RuntimeException e) {
            count(problems, "no-answer", progress, "line " + proposal.line() + ": " + e.getMessage());
        }
    }

    private synchronized void count(
            Map<String, Integer> counts, String name, IntConsumer progress, @Nullable String example) {
        counts.merge(name, 1, Integer::sum);
        if (example != null && examples.size() < EXAMPLES) {
            examples.add(example);
        }
        done++;
        progress.accept(done);
    }
}
