package dev.countersign.policy.publishing;

import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Policies that are tried without being put in force: documents that might be published, and versions that were. */
@ApplicationScoped
public class CandidateService {

    /** The version of what nobody has published. */
    private static final int UNPUBLISHED = 0;

    private final PublishedPolicies policies;

    CandidateService(PublishedPolicies policies) {
        this.policies = policies;
    }

    /**
     * The policy that a request brings, compiled; version 0 where it is not a published one.
     *
     * @param version a published version, in the place of a body
     * @param type of the body: YAML or JSON
     * @throws Problem {@code policy-refused} with everything that is wrong with it, {@code malformed-policy},
     *     {@code policy-not-found}, or {@code invalid-value} where there is neither a body nor a version, or both
     */
    public Uni<PublishedPolicy> candidate(
            String process, @Nullable Integer version, byte @Nullable [] body, @Nullable String type) {
        boolean sent = body != null && body.length > 0;
        if (sent && version != null) {
            throw invalid("/version", "must not be given with a body");
        }
        if (version != null) {
            return version(process, version);
        }
        if (body == null || !sent) {
            throw invalid("", "is missing");
        }
        return document(
                process,
                body,
                type != null && MediaType.valueOf(type).getSubtype().equals("json"));
    }

    private static Problem invalid(String pointer, String sentence) {
        return Problem.of(422, "invalid-value", "Invalid value", "Send a policy, or name a published version.")
                .with(new Violation(pointer, sentence));
    }

    private static Uni<PublishedPolicy> document(String process, byte[] body, boolean json) {
        return Uni.createFrom()
                .item(() ->
                        PublishedPolicy.of(UNPUBLISHED, PolicyService.checked(process, PolicySource.read(body, json))))
                // Compiling hundreds of expressions is no work for the thread that serves requests.
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private Uni<PublishedPolicy> version(String process, int version) {
        return Panache.withSession(() -> policies.version(process, version))
                .onItem()
                .ifNull()
                .failWith(PolicyService::notFound);
    }
}
