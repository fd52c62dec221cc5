package dev.countersign.policy.evaluation;

import dev.countersign.contracts.policy.RequiredContext;
import dev.countersign.policy.digest.InteroperableJson;
import dev.countersign.policy.publishing.PublishedPolicy;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a proposal may be looked at: before it is decided, and whatever the decision would be. */
final class ProposalCheck {

    private static final String PAYLOAD = "/action/payload";

    private ProposalCheck() {}

    /**
     * Refuses what no policy could say yes or no to.
     *
     * @throws Problem {@code payload-invalid}
     */
    static void readable(Proposal proposal) {
        refuse(InteroperableJson.violations(proposal.action().payload(), PAYLOAD));
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

    /** Refuses a payload that takes the place of a proposed one. */
    static void payload(Proposal proposal, @Nullable PublishedPolicy policy, String pointer) {
        List<Violation> wrong =
                new ArrayList<>(InteroperableJson.violations(proposal.action().payload(), pointer));
        if (wrong.isEmpty() && policy != null) {
            wrong.addAll(policy.payloadViolations(
                    proposal.action().type(), proposal.action().payload(), pointer));
        }
        refuse(wrong);
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
