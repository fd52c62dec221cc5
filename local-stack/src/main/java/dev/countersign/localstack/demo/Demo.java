package dev.countersign.localstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.localstack.Endpoint;
import dev.countersign.localstack.StackException;
import dev.countersign.localstack.client.Api;
import dev.countersign.localstack.client.Login;
import dev.countersign.localstack.client.Proposal;
import dev.countersign.localstack.client.Proposals;
import dev.countersign.localstack.client.Reply;
import dev.countersign.payload.digest.PayloadDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Agents that propose the actions of a folder, and people who have something to decide. */
public final class Demo {

    private static final String AGENT = "demo-agent";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Api api;
    private final Consumer<String> says;
    private final DemoAgent agent;
    private final Rounds rounds;

    /**
     * @param state where the demo remembers what it has proposed
     * @param says told what became of each action, as it happens
     */
    public Demo(Api api, Path state, Consumer<String> says) {
        this.api = api;
        this.says = says;
        this.agent = new DemoAgent(api, says);
        this.rounds = new Rounds(state.resolve("round"));
    }

    /** An action that was proposed, and what the service answered. */
    public record Proposed(Proposal proposal, JsonNode evaluation) {
        public boolean waits() {
            return evaluation.path("status").asText().equals("waiting");
        }

        /** Outcome and reasons, in a few words. */
        public String answer() {
            String reasons = DemoAgent.reasons(evaluation);
            return evaluation.path("outcome").asText() + (reasons.isEmpty() ? "" : ": " + reasons);
        }
    }

    /** Every proposal of a folder's files, in the order of their names. */
    public static List<Proposal> proposals(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted(Comparator.comparing(Path::toString))
                    .flatMap(file -> Proposals.read(file, new Login.Client(AGENT)).stream())
                    .toList();
        } catch (IOException e) {
            throw new StackException(folder + " cannot be read", e);
        }
    }

    /**
     * Proposes them all. Where an earlier run's actions still wait for somebody, they are taken up again instead of piling up new
     * ones beside them.
     *
     * @param each told of each as soon as it is answered
     */
    public List<Proposed> propose(List<Proposal> proposals, Consumer<Proposed> each) throws InterruptedException {
        List<Proposed> known = proposeRound(proposals, rounds.current(), each);
        if (known.stream().noneMatch(Proposed::waits)) {
            known = proposeRound(proposals, rounds.next(), each);
        }
        return known;
    }

    private List<Proposed> proposeRound(List<Proposal> proposals, int round, Consumer<Proposed> each)
            throws InterruptedException {
        List<Proposed> answered = new ArrayList<>();
        for (Proposal proposal : proposals) {
            Thread.sleep(proposal.after());
            String key = "demo-" + round + "-"
                    + PayloadDigest.ofAny(proposal.body().toString()).substring("sha-256:".length());
            Reply reply = proposal.propose(api, key);
            if (reply.isOk()) {
                Proposed proposed = new Proposed(proposal, reply.body());
                each.accept(proposed);
                answered.add(proposed);
            } else {
                // One that may not even be looked at takes nothing away from the others.
                says.accept(proposal.title() + " was refused: " + reply.problem());
            }
        }
        return answered;
    }

    /** Lets the agent wait for every answer and act on it, each on a thread of its own; returns at once. */
    public void followAll(List<Proposed> proposed) {
        for (Proposed one : proposed) {
            Thread.ofVirtual().start(() -> {
                try {
                    agent.follow(one.proposal(), one.evaluation());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    /** Returns when a person sees a review of theirs in the queue. */
    public void awaitFirstReview(Login person) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Reply reply = api.get(Endpoint.QUEUE, "/v1/reviews?mine=true", person);
            if (reply.isOk() && reply.body().path("items").size() > 0) {
                return;
            }
            Thread.sleep(POLL);
        }
        throw new StackException("No review has reached the queue of " + person.name() + " within "
                + PATIENCE.toSeconds() + " s. See ./countersign logs queue");
    }
}
