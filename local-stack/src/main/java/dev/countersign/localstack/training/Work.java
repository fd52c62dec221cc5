package dev.countersign.localstack.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.Endpoint;
import dev.countersign.localstack.ProjectRoot;
import dev.countersign.localstack.StackException;
import dev.countersign.localstack.client.Api;
import dev.countersign.localstack.client.Login;
import dev.countersign.localstack.client.Reply;
import dev.countersign.payload.digest.PayloadDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A round of everybody's usual work on the airline of the examples: from the proposal to the evidence. */
final class Work {

    private static final Login AGENT = new Login.Client("airline-agent");
    private static final Login REVIEWER = new Login.User("maria");
    private static final Login OWNER = new Login.User("grace");
    private static final Login ADMIN = new Login.User("admin");
    private static final Login AUDITOR = new Login.User("olga");
    private static final String PROCESS = "airline-changes";
    private static final int ACTIONS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Api api;

    Work(Api api) {
        this.api = api;
    }

    void round() {
        prepare();
        for (int number = 0; number < ACTIONS; number++) {
            ObjectNode payload = JsonNodeFactory.instance.objectNode().put("reservation_id", "R" + number);
            follow(propose(payload), PayloadDigest.of(payload.toString()));
        }
        look(Endpoint.POLICY, OWNER, "/v1/processes/" + PROCESS + "/policy", "/.well-known/jwks.json");
        look(Endpoint.QUEUE, REVIEWER, "/v1/reviews?state=open");
        look(Endpoint.NOTIFICATION, REVIEWER, "/v1/preferences/me");
        look(Endpoint.AUDIT, AUDITOR, "/v1/metrics/" + PROCESS);
        for (Endpoint service : List.of(Endpoint.POLICY, Endpoint.QUEUE, Endpoint.NOTIFICATION, Endpoint.AUDIT)) {
            look(service, REVIEWER, "/q/health/ready", "/q/health/live", "/q/metrics", "/q/openapi");
        }
    }

    private void prepare() {
        Path airline = ProjectRoot.find().resolve(Path.of("examples", "airline"));
        ok(api.putYaml(Endpoint.QUEUE, "/v1/directory", read(airline.resolve("directory.yaml")), ADMIN));
        ok(api.putYaml(
                Endpoint.POLICY, "/v1/processes/" + PROCESS + "/policy", read(airline.resolve("policy.yaml")), OWNER));
    }

    /** The evaluation's id. */
    private String propose(ObjectNode payload) {
        String reservation = payload.path("reservation_id").asText();
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("process", PROCESS).put("confidence", 0.75);
        body.putObject("action")
                .put("type", "cancel_reservation")
                .put("target", "reservation/" + reservation)
                .set("payload", payload);
        body.putArray("sources")
                .addObject()
                .put("title", "get_reservation_details")
                .put("excerpt", reservation + ", economy, booked 3 May");
        body.putObject("case")
                .put("id", "c-" + reservation)
                .putArray("conversation")
                .addObject()
                .put("role", "customer")
                .put("text", "Please cancel my flight.");
        Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        return ok(api.post(Endpoint.POLICY, "/v1/evaluations", body, AGENT, key))
                .path("id")
                .asText();
    }

    /** From the review that waits to what is known of it in the end. */
    private void follow(String id, String digest) {
        JsonNode first = await(Endpoint.QUEUE, "/v1/reviews?state=open", REVIEWER, "/items/0/id");
        String review = "/v1/reviews/" + first.asText();
        ok(api.get(Endpoint.QUEUE, review, REVIEWER));
        ok(api.post(Endpoint.QUEUE, review + "/claim", JsonNodeFactory.instance.objectNode(), REVIEWER));
        ok(api.post(
                Endpoint.QUEUE,
                review + "/decision",
                JsonNodeFactory.instance.objectNode().put("verdict", "approve"),
                REVIEWER));
        await(Endpoint.POLICY, "/v1/evaluations/" + id + "?wait=PT10S", AGENT, "/release");
        ok(api.post(
                Endpoint.POLICY,
                "/v1/evaluations/" + id + "/execution",
                JsonNodeFactory.instance.objectNode().put("status", "executed").put("digest", digest),
                AGENT));
        await(Endpoint.AUDIT, "/v1/evidence/" + id, AUDITOR, "/evaluation");
    }

    /** That it was asked is what counts: some of this is not JSON, and is refused to somebody who wants JSON. */
    private void look(Endpoint service, Login login, String... paths) {
        for (String path : paths) {
            api.get(service, path, login);
        }
    }

    /** What stands there in the answer, once it does. */
    private JsonNode await(Endpoint service, String path, Login login, String pointer) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Reply reply = api.get(service, path, login);
            JsonNode found = reply.body().at(pointer);
            if (reply.isOk() && !found.isMissingNode() && !found.isNull()) {
                return found;
            }
            pause();
        }
        throw new StackException(service.label() + " never answered " + path + " with " + pointer);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", e);
        }
    }

    private static JsonNode ok(Reply reply) {
        if (!reply.isOk()) {
            throw new StackException("The training run was refused: " + reply.problem());
        }
        return reply.body();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new StackException(file + " cannot be read", e);
        }
    }
}
