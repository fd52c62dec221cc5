package dev.countersign.policy.publishing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads policies that may be published, and shows those that were. */
@ApplicationScoped
public class PolicyService {

    private final PolicyRepository policies;

    PolicyService(PolicyRepository policies) {
        this.policies = policies;
    }

    /** Everything that keeps a document from being published as the policy of a process. */
    public static List<Violation> findings(String process, JsonNode source) {
        List<Violation> wrong = new ArrayList<>(PolicyCheck.check(source));
        JsonNode named = source.path("process");
        if (named.isTextual() && !named.asText().equals(process)) {
            wrong.add(new Violation("/process", "is not the process of the address, " + process));
        }
        return wrong;
    }

    /**
     * Reads a document that may be published.
     *
     * @throws Problem {@code policy-refused} with everything that is wrong with it
     */
    public static PolicyDocument checked(String process, JsonNode source) {
        List<Violation> wrong = findings(process, source);
        if (!wrong.isEmpty()) {
            throw Problem.of(
                            422,
                            "policy-refused",
                            "Policy refused",
                            "The policy cannot be published; every reason is listed with its field.")
                    .with(wrong);
        }
        try {
            return Json.mapper().treeToValue(source, PolicyDocument.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document that passed the check cannot be read", e);
        }
    }

    @WithSession
    public Uni<PolicyView> current(String process) {
        return policies.latest(process)
                .onItem()
                .ifNull()
                .failWith(PolicyService::notFound)
                .map(PolicyView::of);
    }

    @WithSession
    public Uni<PolicyView> version(String process, int version) {
        return policies.version(process, version)
                .onItem()
                .ifNull()
                .failWith(PolicyService::notFound)
                .map(PolicyView::of);
    }

    /** Newest first. */
    @WithSession
    public Uni<PolicyView.Page> versions(String process, int below, int limit) {
        return policies.versionsBelow(process, below, limit + 1).map(found -> {
            List<PolicyView> items =
                    found.stream().limit(limit).map(PolicyView::withoutDocument).collect(Collectors.toList());
            String next =
                    found.size() > limit ? Integer.toString(items.getLast().version()) : null;
            return new PolicyView.Page(items, next);
        });
    }

    /**
     * What a version changed.
     *
     * @param from the version to compare with; 0: with nothing, which is how every process begins
     */
    @WithSession
    public Uni<DifferenceView> difference(String process, int version, int from) {
        return policies.version(process, version)
                .onItem()
                .ifNull()
                .failWith(PolicyService::notFound)
                .chain(later -> from == 0
                        ? Uni.createFrom().item(DifferenceView.ofFirst(process, version))
                        : policies.version(process, from)
                                .onItem()
                                .ifNull()
                                .failWith(PolicyService::notFound)
                                .map(earlier -> DifferenceView.of(earlier, later)));
    }

    static Problem notFound() {
        return Problem.of(404, "policy-not-found", "No such policy", "No such policy or version has been published.");
    }
}
