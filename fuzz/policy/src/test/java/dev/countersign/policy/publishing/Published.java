package dev.countersign.policy.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.policy.evaluation.Evaluator;
import dev.countersign.policy.evaluation.Proposal;
import dev.countersign.policy.evaluation.Usage;
import dev.countersign.policy.evaluation.Verdict;
import dev.countersign.policy.halt.Halts;
import dev.countersign.problems.Violation;
import java.util.List;

/** What passes the check can be published, and decides every action that its agents may propose. */
final class Published {

    private Published() {}

    static void orRefused(JsonNode policy) {
        List<Violation> wrong = PolicyCheck.check(policy);
        wrong.forEach(violation -> {
            assertThat(violation.pointer()).matches("(?s)(/.*)?");
            assertThat(violation.detail()).isNotBlank();
        });
        if (wrong.isEmpty()) {
            decides(PublishedPolicy.of(1, document(policy)));
        }
    }

    private static PolicyDocument document(JsonNode policy) {
        try {
            PolicyDocument document = Json.mapper().treeToValue(policy, PolicyDocument.class);
            String written = Json.mapper().writeValueAsString(document);
            assertThat(Json.mapper().readValue(written, PolicyDocument.class)).isEqualTo(document);
            return document;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document that passed the check cannot be read", e);
        }
    }

    private static void decides(PublishedPolicy policy) {
        policy.document().actions().keySet().forEach(type -> {
            Proposal proposal = proposal(policy.document().process(), type);
            assertThat(policy.payloadViolations(type, proposal.action().payload(), "/action/payload"))
                    .doesNotContainNull();
            Verdict verdict =
                    Evaluator.evaluate(policy, policy.document().agents().getFirst(), proposal, Usage.NONE, Halts.NONE);
            assertThat(verdict.reasons()).isNotEmpty();
        });
    }

    private static Proposal proposal(String process, String type) {
        ObjectMapper mapper = Json.mapper();
        ObjectNode proposal = mapper.createObjectNode().put("process", process).put("confidence", 0.95);
        ObjectNode action = proposal.putObject("action").put("type", type).put("target", "order/1");
        action.putObject("payload").put("amount", 20).put("text", "hello").putArray("lines");
        proposal.putObject("case").put("id", "c-1").putObject("attributes").put("accountOwner", "person:maria");
        try {
            return mapper.treeToValue(proposal, Proposal.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
