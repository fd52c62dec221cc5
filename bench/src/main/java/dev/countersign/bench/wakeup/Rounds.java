package dev.countersign.bench.wakeup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.Endpoint;
import dev.countersign.localstack.StackException;
import dev.countersign.localstack.client.Api;
import dev.countersign.localstack.client.Login;
import dev.countersign.localstack.client.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One round: an agent proposes and waits, a reviewer approves, the agent wakes. */
final class Rounds {

    static final String PROCESS = "bench-wakeup";

    private static final Login AGENT = new Login.Client("demo-agent");
    private static final Login REVIEWER = new Login.User("maria");
    private static final Login OWNER = new Login.User("grace");
    private static final Login ADMIN = new Login.User("admin");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Long enough for the long poll to have arrived at the service and to wait there. */
    private static final Duration SETTLED = Duration.ofMillis(60);

    private static final String DIRECTORY = """
            people:
              - { id: maria, name: María Ruiz, email: maria@example.com, manager: grace, zone: Europe/Madrid }
              - { id: grace, name: Grace Okafor, email: grace@example.com, zone: Europe/London }
            teams: []
            authorities: []
            delegations: []
            """;

    private static final String POLICY = """
            process: bench-wakeup
            title: Notes of the benchmark
            accountable: person:grace
            impact: internal
            agents: [demo-agent]
            actions:
              write_note:
                patterns: [review-before-send]
                reversible: true
                costOfError: low
                show: message
                effect: "'Write a note on ' + action.target"
                schema: { type: object, required: [text], properties: { text: { type: string } } }
            review: { owner: "'person:maria'", fallback: "person:grace", requires: [case], rejectReasons: [wrong] }
            sla: { pickUp: PT4H, decide: PT8H, steps: [], onExpiry: reject }
            notify: [ { channel: email, to: owner } ]
            """;

    private final Api api;
    private final Executor agents;

    Rounds(Api api, Executor agents) {
        this.api = api;
        this.agents = agents;
    }

    /** Brings in the people and the policy. */
    void prepare() {
        ok(api.putYaml(Endpoint.QUEUE, "/v1/directory", DIRECTORY, ADMIN));
        ok(api.putYaml(Endpoint.POLICY, "/v1/processes/" + PROCESS + "/policy", POLICY, OWNER));
    }

    /**
     * What one round took.
     *
     * @param decided from sending the approval to its own answer
     * @param woken from sending the approval to the agent's answer
     */
    record Round(Duration decided, Duration woken) {}

    Round once(int number) throws InterruptedException, ExecutionException, TimeoutException {
        String evaluation = propose(number);
        String review = review(evaluation);
        int version = ok(api.get(Endpoint.QUEUE, "/v1/reviews/" + review, REVIEWER))
                .path("version")
                .asInt();
        CompletableFuture<Long> agent = CompletableFuture.supplyAsync(() -> wakeUp(evaluation), agents);
        TimeUnit.NANOSECONDS.sleep(SETTLED.toNanos());
        ObjectNode approve = JsonNodeFactory.instance.objectNode().put("verdict", "approve");
        long began = System.nanoTime();
        ok(api.post(
                Endpoint.QUEUE,
                "/v1/reviews/" + review + "/decision",
                approve,
                REVIEWER,
                Map.of("If-Match", "\"" + version + "\"")));
        long decided = System.nanoTime();
        long woken = agent.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return new Round(Duration.ofNanos(decided - began), Duration.ofNanos(woken - began));
    }

    private String propose(int number) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("process", PROCESS);
        body.putObject("action")
                .put("type", "write_note")
                .put("target", "diary/" + number)
                .putObject("payload")
                .put("text", "Page " + number);
        body.putObject("case").put("id", "bench").putArray("conversation");
        return ok(api.post(
                        Endpoint.POLICY,
                        "/v1/evaluations",
                        body,
                        AGENT,
                        Map.of("Idempotency-Key", UUID.randomUUID().toString())))
                .path("id")
                .asText();
    }

    /** The review, once both services know it. */
    private String review(String evaluation) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            JsonNode review = ok(api.get(Endpoint.POLICY, "/v1/evaluations/" + evaluation, AGENT))
                    .path("review");
            if (review.hasNonNull("id")) {
                return review.path("id").asText();
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        throw new StackException("no review of " + evaluation + " within " + PATIENCE);
    }

    /** Waits as agents do, and returns the instant at which it was told. */
    private long wakeUp(String evaluation) {
        JsonNode answer = ok(api.get(Endpoint.POLICY, "/v1/evaluations/" + evaluation + "?wait=PT20S", AGENT));
        long told = System.nanoTime();
        if (!answer.path("status").asText().equals("released")) {
            throw new StackException("the agent was told " + answer.path("status") + " and not that it may go on");
        }
        return told;
    }

    private static JsonNode ok(Reply reply) {
        if (!reply.isOk()) {
            throw new StackException(reply.problem());
        }
        return reply.body();
    }
}
