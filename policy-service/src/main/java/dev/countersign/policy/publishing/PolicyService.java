package dev.countersign.policy.publishing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.event.EvaluationEvent.PolicyPublished;
import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.messaging.Outbox;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Publishes policies and shows them. */
@ApplicationScoped
public class PolicyService {

    private final PolicyRepository policies;
    private final Outbox outbox;
    private final Clock clock;

    PolicyService(PolicyRepository policies, Outbox outbox, Clock clock) {
        this.policies = policies;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Reads a document that may be published.
     *
     * @throws Problem {@code policy-refused} with everything that is wrong with it
     */
    static PolicyDocument checked(String process, JsonNode source) {
        List<Violation> wrong = new ArrayList<>(PolicyCheck.check(source));
        JsonNode named = source.path("process");
        if (named.isTextual() && !named.asText().equals(process)) {
            wrong.add(new Violation("/process", "is not the process of the address, " + process));
        }
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

    /** What would be the next version. */
    @WithSession
    public Uni<PolicyView.Checked> dryRun(String process) {
        return policies.latestVersion(process).map(latest -> new PolicyView.Checked(process, latest + 1, false));
    }

    /** Publishes the next version; it is in force for evaluations from then on. */
    @WithTransaction
    public Uni<PolicyView> publish(PolicyDocument document, String by) {
        String process = document.process();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return lock(process)
                .chain(() -> policies.latestVersion(process))
                .chain(latest -> policies.persist(entity(document, latest + 1, by, now)))
                .call(entity -> outbox.add(new PolicyPublished(process, entity.version, document, by, now)))
                .map(PolicyView::withoutDocument);
    }

    /** One publication of a process at a time, so that versions have no gap and no double. */
    private Uni<Integer> lock(String process) {
        return policies.getSession()
                .chain(session -> session.createNativeQuery(
                                "select case when pg_advisory_xact_lock(hashtextextended(:key, 0)) is null then 0 else 1"
                                        + " end",
                                Integer.class)
                        .setParameter("key", "publish:" + process)
                        .getSingleResult());
    }

    private static PolicyVersionEntity entity(PolicyDocument document, int version, String by, Instant now) {
        PolicyVersionEntity entity = new PolicyVersionEntity();
        entity.process = document.process();
        entity.version = version;
        entity.document = write(document);
        entity.publishedBy = by;
        entity.publishedAt = now;
        return entity;
    }

    private static String write(PolicyDocument document) {
        try {
            return Json.mapper().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document can always be written", e);
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

    static Problem notFound() {
        return Problem.of(404, "policy-not-found", "No such policy", "No such policy or version has been published.");
    }
}
