package dev.countersign.policy.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.policy.Given;
import dev.countersign.policy.publishing.PublishedPolicy;
import java.util.function.Consumer;

/** Policies and proposals for tests of the pure decision. */
final class Policies {

    private Policies() {}

    static PublishedPolicy compiled(Consumer<ObjectNode> change) {
        ObjectNode policy = Given.policy("refunds");
        change.accept(policy);
        try {
            return PublishedPolicy.of(1, Json.mapper().treeToValue(policy, PolicyDocument.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Proposal proposal(Consumer<ObjectNode> change) {
        ObjectNode proposal = Given.proposal("refunds");
        change.accept(proposal);
        try {
            return Json.mapper().treeToValue(proposal, Proposal.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
