package dev.countersign.policy.publishing;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.event.EvaluationEvent.PolicyPublished;
import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.messaging.Outbox;
import dev.countersign.problems.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The versions of policies for whoever publishes one, in the transaction that is open. */
@ApplicationScoped
public class VersionService {

    private final PolicyRepository policies;
    private final Outbox outbox;

    VersionService(PolicyRepository policies, Outbox outbox) {
        this.policies = policies;
        this.outbox = outbox;
    }

    /**
     * A version to come.
     *
     * @param by who proposed it
     * @param agreedBy the second person, where one was needed
     * @param restoredFrom the earlier version that it brings back, where it does
     */
    public record Next(
            PolicyDocument document,
            String by,
            @Nullable String agreedBy,
            @Nullable Integer restoredFrom,
            Instant at) {}

    /** Nobody else publishes for this process until the transaction ends, so that versions have no gap and no double. */
    public Uni<Void> lock(String process) {
        return policies.lock("publish:" + process).replaceWithVoid();
    }

    /** The number of the version in force, 0 where nothing is published. */
    public Uni<Integer> latest(String process) {
        return policies.latestVersion(process);
    }

    public Uni<InForce> inForce(String process) {
        return policies.latest(process).map(entity -> entity == null ? InForce.NOTHING : InForce.of(entity));
    }

    /**
     * A version's document.
     *
     * @throws Problem {@code policy-not-found}
     */
    public Uni<PolicyDocument> document(String process, int version) {
        return policies.version(process, version)
                .onItem()
                .ifNull()
                .failWith(PolicyService::notFound)
                .map(VersionService::read);
    }

    /** Records the version after the one in force, under the lock; it is in force once the transaction commits. */
    public Uni<PolicyView> add(Next next, InForce former) {
        PolicyDocument document = next.document();
        int version = former.version() + 1;
        return policies.persist(entity(next, version))
                .call(() ->
                        outbox.add(new PolicyPublished(document.process(), version, document, next.by(), next.at())))
                .map(PolicyView::withoutDocument);
    }

    private static PolicyVersionEntity entity(Next next, int version) {
        PolicyVersionEntity entity = new PolicyVersionEntity();
        entity.process = next.document().process();
        entity.version = version;
        entity.document = write(next.document());
        entity.publishedBy = next.by();
        entity.publishedAt = next.at();
        entity.agreedBy = next.agreedBy();
        entity.restoredFrom = next.restoredFrom();
        return entity;
    }

    private static String write(PolicyDocument document) {
        try {
            return Json.mapper().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document can always be written", e);
        }
    }

    static PolicyDocument read(PolicyVersionEntity entity) {
        return read(new PolicyVersionEntity.Key(entity.process, entity.version), entity.document);
    }

    static PolicyDocument read(PolicyVersionEntity.Key key, String document) {
        try {
            return Json.mapper().readValue(document, PolicyDocument.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "version " + key.version + " of " + key.process + " cannot be read any more", e);
        }
    }
}
