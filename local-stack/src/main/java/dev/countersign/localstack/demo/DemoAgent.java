package dev.countersign.localstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.Endpoint;
import dev.countersign.localstack.StackException;
import dev.countersign.localstack.client.Api;
import dev.countersign.localstack.client.Proposal;
import dev.countersign.localstack.client.Reply;
import dev.countersign.payload.digest.PayloadDigest;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * An agent that keeps to the rules: it waits for the answer to what it has proposed, executes exactly the payload that was
 * decided, and reports the digest of what it executed.
 */
public final class DemoAgent {

    private static final String PATH = "/v1/evaluations/";
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Api api;
    private final Consumer<String> says;

    /**
     * @param says told in a sentence what became of each action, as it happens
     */
    public DemoAgent(Api api, Consumer<String> says) {
        this.api = api;
        this.says = says;
    }

    /** Follows an evaluation to its end: waits while a person decides, then acts on the answer. Blocks until then. */
    public void follow(Proposal proposal, JsonNode evaluation) throws InterruptedException {
        JsonNode current = evaluation;
        while (isOpen(current.path("status").asText())) {
            current = await(proposal, current);
        }
        says.accept(proposal.title() + ": " + act(proposal, current));
    }

    private static boolean isOpen(String status) {
        return status.equals("waiting") || status.equals("changes-requested");
    }

    private JsonNode await(Proposal proposal, JsonNode current) throws InterruptedException {
        boolean changesRequested = current.path("status").asText().equals("changes-requested");
        try {
            Reply reply =
                    api.get(Endpoint.POLICY, PATH + current.path("id").asText() + "?wait=PT30S", proposal.agent());
            if (changesRequested || !reply.isOk()) {
                // Decided as far as a long poll goes, or not answered: ask again, but not in a tight loop.
                Thread.sleep(PAUSE);
            }
            return reply.isOk() ? reply.body() : current;
        } catch (StackException e) {
            // The service may be restarting. The evaluation is durable, so a real agent asks again.
            Thread.sleep(PAUSE);
            return current;
        }
    }

    private String act(Proposal proposal, JsonNode evaluation) {
        String status = evaluation.path("status").asText();
        return switch (status) {
            case "released" -> execute(proposal, evaluation);
            case "executed" -> "had been executed before";
            case "blocked" -> "blocked: " + reasons(evaluation);
            case "rejected" -> by(evaluation) + " rejected it" + because(evaluation) + "; the agent drops it";
            case "taken-over" -> by(evaluation) + " took it over" + because(evaluation) + "; the agent stops";
            case "expired" -> "nobody decided in time; the agent drops it";
            default -> status;
        };
    }

    private String execute(Proposal proposal, JsonNode evaluation) {
        JsonNode decision = evaluation.path("decision");
        boolean edited = decision.hasNonNull("payload")
                && decision.path("outcome").asText().equals("approved-with-changes");
        JsonNode payload = edited
                ? decision.path("payload")
                : proposal.body().path("action").path("payload");
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("status", "executed").put("digest", PayloadDigest.of(payload.toString()));
        Reply reply = api.post(
                Endpoint.POLICY, PATH + evaluation.path("id").asText() + "/execution", report, proposal.agent());
        String what = edited ? "the edited version" : "it as proposed";
        String who =
                decision.isObject() ? by(evaluation) + " approved" + (edited ? " with changes" : "") : "needs nobody";
        return reply.isOk()
                ? who + "; the agent executes " + what
                : who + "; the execution report was refused: " + reply.problem();
    }

    private static String by(JsonNode evaluation) {
        StringBuilder names = new StringBuilder();
        evaluation.path("decision").path("by").forEach(principal -> {
            String text = principal.asText();
            names.append(names.isEmpty() ? "" : ", ").append(text.substring(text.indexOf(':') + 1));
        });
        return names.isEmpty() ? "somebody" : names.toString();
    }

    private static String because(JsonNode evaluation) {
        String reason = evaluation.path("decision").path("reason").asText("");
        return reason.isEmpty() ? "" : " (" + reason + ")";
    }

    static String reasons(JsonNode evaluation) {
        StringBuilder words = new StringBuilder();
        evaluation
                .path("reasons")
                .forEach(reason -> words.append(words.isEmpty() ? "" : "; ")
                        .append(reason.path("detail").asText()));
        return words.toString();
    }
}
