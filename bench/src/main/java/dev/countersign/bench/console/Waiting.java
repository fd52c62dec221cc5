package dev.countersign.bench.console;

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
import java.util.concurrent.TimeUnit;

/** Letters that wait for one reviewer, with sources and a conversation. */
final class Waiting {

    private static final Login AGENT = new Login.Client("demo-agent");
    private static final Login REVIEWER = new Login.User("maria");
    private static final Login OWNER = new Login.User("grace");
    private static final Login ADMIN = new Login.User("admin");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String DIRECTORY = """
            people:
              - { id: maria, name: María Ruiz, email: maria@example.com, manager: grace, zone: Europe/Madrid }
              - { id: grace, name: Grace Okafor, email: grace@example.com, zone: Europe/London }
            teams: []
            authorities: []
            delegations: []
            """;

    private static final String POLICY = """
            process: bench-console
            title: Letters of the benchmark
            accountable: person:grace
            impact: internal
            agents: [demo-agent]
            actions:
              send_letter:
                patterns: [review-before-send]
                reversible: true
                costOfError: low
                show: email
                effect: "'Send ' + action.payload.to + ' one e-mail, ' + action.payload.subject"
                schema:
                  type: object
                  required: [to, subject, text]
                  properties: { to: { type: string }, subject: { type: string }, text: { type: string } }
            review: { owner: "'person:maria'", fallback: "person:grace", requires: [case], rejectReasons: [wrong] }
            sla: { pickUp: PT4H, decide: PT8H, steps: [], onExpiry: reject }
            notify: [ { channel: email, to: owner } ]
            """;

    private static final String PARAGRAPH =
            "For a group of this size we can offer fifteen per cent off the room rate, breakfast included, until the end of May. ";

    private final Api api;

    Waiting(Api api) {
        this.api = api;
    }

    String token() {
        return api.token(REVIEWER);
    }

    /** Brings in the people, the policy, and as many letters; returns when all of them wait. */
    void prepare(int many) throws InterruptedException {
        ok(api.putYaml(Endpoint.QUEUE, "/v1/directory", DIRECTORY, ADMIN));
        ok(api.putYaml(Endpoint.POLICY, "/v1/processes/bench-console/policy", POLICY, OWNER));
        for (int number = 0; number < many; number++) {
            ok(api.post(
                    Endpoint.POLICY,
                    "/v1/evaluations",
                    letter(number),
                    AGENT,
                    Map.of("Idempotency-Key", UUID.randomUUID().toString())));
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (waiting() < many) {
            if (System.nanoTime() > end) {
                throw new StackException("only " + waiting() + " of " + many + " reviews were opened");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private int waiting() {
        return ok(api.get(Endpoint.QUEUE, "/v1/reviews?state=open&scope=mine", REVIEWER))
                .at("/counts/mine")
                .asInt();
    }

    private static ObjectNode letter(int number) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("process", "bench-console");
        body.putObject("action")
                .put("type", "send_letter")
                .put("target", "account/" + number)
                .putObject("payload")
                .put("to", "guest" + number + "@nordvik.example")
                .put("subject", "Rooms in September")
                .put("text", "Dear guest,\n\n" + (PARAGRAPH.repeat(3) + "\n\n").repeat(4) + "Kind regards");
        for (int source = 0; source < 3; source++) {
            body.withArray("sources")
                    .addObject()
                    .put("title", "Source " + source)
                    .put("uri", "https://crm.example/" + number + "/" + source)
                    .put("excerpt", PARAGRAPH.repeat(6));
        }
        ObjectNode about = body.putObject("case").put("id", "case-" + number);
        for (int turn = 0; turn < 12; turn++) {
            about.withArray("conversation")
                    .addObject()
                    .put("role", turn % 2 == 0 ? "customer" : "agent")
                    .put("text", PARAGRAPH);
        }
        return body;
    }

    private static JsonNode ok(Reply reply) {
        if (!reply.isOk()) {
            throw new StackException("refused with " + reply.status() + ": " + reply.body());
        }
        return reply.body();
    }
}
