package dev.countersign.policy.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.event.Case;
import dev.countersign.contracts.policy.RequiredContext;
import dev.countersign.payload.check.Flaw;
import dev.countersign.payload.check.InteroperableJson;
import dev.countersign.policy.publishing.PublishedPolicy;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whether a proposal may be looked at: before it is decided, and whatever the decision would be. */
public final class ProposalCheck {

    private static final String PAYLOAD = "/action/payload";

    private ProposalCheck() {}

    /**
     * Refuses what no policy could say yes or no to.
     *
     * @throws Problem {@code payload-invalid}, {@code invalid-value}
     */
    static void readable(Proposal proposal) {
        refuse(uninteroperable(proposal.action().payload(), PAYLOAD));
        List<Violation> unreadable = unreadable(proposal);
        if (!unreadable.isEmpty()) {
            throw Problem.of(422, "invalid-value", "Invalid value", "The body has a value that cannot be used here.")
                    .with(unreadable);
        }
    }

    private static List<Violation> unreadable(Proposal proposal) {
        List<Flaw> found = new ArrayList<>();
        JsonNode before = proposal.action().before();
        if (before != null) {
            found.addAll(InteroperableJson.unreadable(before, "/action/before"));
        }
        Case content = proposal.content();
        if (content != null) {
            // Attributes come from a map without an order; a refusal is the same each time.
            new TreeMap<>(content.attributes())
                    .forEach((name, value) -> found.addAll(InteroperableJson.unreadable(
                            value, "/case/attributes/" + name.replace("~", "~0").replace("/", "~1"))));
        }
        return found.stream()
                .map(flaw -> new Violation(flaw.pointer(), flaw.sentence()))
                .toList();
    }

    /**
     * Refuses what the policy cannot be applied to. What is not admitted at all is blocked, and learns nothing of the policy.
     *
     * @throws Problem {@code payload-invalid}, {@code missing-context}
     */
    static void complete(Proposal proposal, String agent, @Nullable PublishedPolicy policy) {
        if (policy == null || !Admission.admits(policy, agent, proposal)) {
            return;
        }
        refuse(policy.payloadViolations(
                proposal.action().type(), proposal.action().payload(), PAYLOAD));
        List<Violation> missing = missingContext(proposal, policy);
        if (!missing.isEmpty()) {
            throw Problem.of(
                            422,
                            "missing-context",
                            "Missing context",
                            "Nobody approves blind: the policy requires what the proposal leaves out.")
                    .with(missing);
        }
    }

    /** Why a policy cannot be applied to a proposal; empty where it can. */
    public static Optional<Problem> refusal(Proposal proposal, String agent, PublishedPolicy policy) {
        try {
            complete(proposal, agent, policy);
            return Optional.empty();
        } catch (Problem refusal) {
            return Optional.of(refusal);
        }
    }

    /** Refuses a payload that takes the place of a proposed one. */
    static void payload(Proposal proposal, @Nullable PublishedPolicy policy, String pointer) {
        List<Violation> wrong =
                new ArrayList<>(uninteroperable(proposal.action().payload(), pointer));
        if (wrong.isEmpty() && policy != null) {
            wrong.addAll(policy.payloadViolations(
                    proposal.action().type(), proposal.action().payload(), pointer));
        }
        refuse(wrong);
    }

    private static List<Violation> uninteroperable(JsonNode payload, String pointer) {
        return InteroperableJson.flaws(payload, pointer).stream()
                .map(flaw -> new Violation(flaw.pointer(), flaw.sentence()))
                .toList();
    }

    private static List<Violation> missingContext(Proposal proposal, PublishedPolicy policy) {
        List<Violation> missing = new ArrayList<>();
        for (RequiredContext required : policy.document().review().requires()) {
            switch (required) {
                case SOURCES -> {
                    if (proposal.sources().isEmpty()) {
                        missing.add(new Violation("/sources", "the policy requires what the agent relied on"));
                    }
                }
                case CASE -> {
                    if (proposal.content() == null) {
                        missing.add(new Violation("/case", "the policy requires the case that the action belongs to"));
                    }
                }
            }
        }
        return missing;
    }

    private static void refuse(List<Violation> wrong) {
        if (!wrong.isEmpty()) {
            throw Problem.of(
                            422,
                            "payload-invalid",
                            "Invalid payload",
                            "The payload is not one that the policy allows for this type of action.")
                    .with(wrong);
        }
    }
}
