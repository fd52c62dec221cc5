package dev.countersign.policy.release;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.EvaluationEvent.ReleaseIssued;
import dev.countersign.contracts.event.EvaluationEvent.ReleaseRedeemed;
import dev.countersign.messaging.Outbox;
import dev.countersign.messaging.Write;
import dev.countersign.payload.digest.PayloadDigest;
import dev.countersign.policy.halt.HaltRepository;
import dev.countersign.policy.halt.Halts;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Issues releases and uses them up. At any time an evaluation has at most one that is good. */
@ApplicationScoped
public class ReleaseService {

    private final ReleaseRepository releases;
    private final HaltRepository halts;
    private final KeyService keys;
    private final Outbox outbox;
    private final ReleaseTerms terms;

    ReleaseService(
            ReleaseRepository releases, HaltRepository halts, KeyService keys, Outbox outbox, ReleaseTerms terms) {
        this.releases = releases;
        this.halts = halts;
        this.keys = keys;
        this.outbox = outbox;
        this.terms = terms;
    }

    /** What a release is to be issued for. */
    public record Grant(
            UUID evaluation,
            String process,
            String agent,
            String actionType,
            String target,
            String payloadDigest,
            String decision,
            List<Principal> approvers,
            @Nullable Integer policyVersion) {}

    /**
     * Where an evaluation's latest release stands.
     *
     * @param claims absent where none was ever issued
     */
    public record Standing(@Nullable Claims claims, boolean redeemed) {

        /** Whether it is good now. */
        public boolean good(Instant now) {
            return claims != null && !redeemed && claims.expiresAt().isAfter(now);
        }
    }

    /** What a release for this says, from now on. It is good for nothing until it is issued. */
    public Claims drawnUp(Grant grant) {
        return terms.claims(grant);
    }

    /** What is said when a release is issued. */
    public static ReleaseIssued issued(Claims claims) {
        return new ReleaseIssued(
                claims.evaluation(),
                claims.process(),
                claims.id(),
                claims.payloadDigest(),
                claims.approvers(),
                claims.expiresAt(),
                claims.issuedAt());
    }

    /** Issues a release in the current transaction. The caller has made sure that no former one is good. */
    public Uni<Claims> issue(Grant grant) {
        Claims claims = drawnUp(grant);
        return releases.persist(ReleaseEntity.of(claims))
                .chain(() -> outbox.add(issued(claims)))
                .replaceWith(claims);
    }

    /** What issues what was drawn up, in the transaction of whoever sends it; that one says so. */
    public Write issuing(List<Claims> claims) {
        return releases.adding(claims.stream().map(ReleaseEntity::of).toList());
    }

    /** Where the latest release of an evaluation stands, read in the current session. */
    public Uni<Standing> standing(UUID evaluation) {
        return releases.latest(evaluation)
                .map(entity -> entity == null
                        ? new Standing(null, false)
                        : new Standing(entity.claims(), entity.redeemedAt != null));
    }

    /** Ends the releases of an evaluation that have not been used up; says whether one has been. */
    public Uni<Boolean> revoke(UUID evaluation, Instant now) {
        return releases.revoke(evaluation, now).map(redeemed -> redeemed > 0);
    }

    /** The release as a text, to be called outside of transactions: it may have to fetch the keys. */
    public Uni<String> text(Claims claims) {
        return keys.keys().map(ring -> terms.sign(claims, ring));
    }

    /** Uses a release up for a payload, once. */
    public Uni<RedeemedView> redeem(String text, JsonNode payload, String by) {
        return verified(text, payload).chain(verified -> Panache.withTransaction(() -> useUp(verified, by)));
    }

    /** Whether a release would be redeemed for a payload now, without using it up. */
    public Uni<VerifiedView> verify(String text, JsonNode payload) {
        return verified(text, payload)
                .chain(verified -> Panache.withSession(() -> releases.findById(verified.id())
                        .onItem()
                        .ifNull()
                        .failWith(ReleaseToken::invalid)
                        .call(this::notHalted)
                        .invoke(release -> stands(release, verified, terms.now()))
                        .map(VerifiedView::of)));
    }

    private Uni<ReleaseToken.Verified> verified(String text, JsonNode payload) {
        String keyId = String.valueOf(ReleaseToken.keyId(text));
        return keys.keysWith(keyId)
                .map(ring -> terms.verify(text, ring))
                .invoke(verified -> samePayload(verified.payloadDigest(), payload));
    }

    private static void samePayload(String released, JsonNode payload) {
        if (!released.equals(digest(payload))) {
            throw Problem.of(
                            422,
                            "release-payload-mismatch",
                            "Another payload",
                            "The release is for another payload than this one.")
                    .with(new Violation("/payload", "is not the payload that was released"));
        }
    }

    /** None for what not every system reads alike: it was never released. */
    private static @Nullable String digest(JsonNode payload) {
        try {
            return PayloadDigest.of(payload.toString());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private Uni<RedeemedView> useUp(ReleaseToken.Verified verified, String by) {
        return releases.locked(verified.id())
                .onItem()
                .ifNull()
                .failWith(ReleaseToken::invalid)
                .call(this::notHalted)
                .invoke(release -> stands(release, verified, terms.now()))
                .invoke(release -> markRedeemed(release, by, terms.now()))
                .call(release -> outbox.add(
                        new ReleaseRedeemed(release.evaluation, release.process, release.id, by, terms.now())))
                .map(RedeemedView::of);
    }

    private Uni<Void> notHalted(ReleaseEntity release) {
        return halts.of(release.process, release.agent).invoke(Halts::check).replaceWithVoid();
    }

    /** What was issued is what the database says: whoever has got hold of a key cannot make more of a release than it was. */
    private static void stands(ReleaseEntity release, ReleaseToken.Verified verified, Instant now) {
        if (release.redeemedAt != null) {
            throw Problem.of(
                    409, "release-already-redeemed", "Already redeemed", "The release has been used up before.");
        }
        if (release.revokedAt != null || !release.payloadDigest.equals(verified.payloadDigest())) {
            throw ReleaseToken.invalid();
        }
        if (!release.expiresAt.isAfter(now)) {
            throw ReleaseToken.expired();
        }
    }

    private static void markRedeemed(ReleaseEntity release, String by, Instant now) {
        release.redeemedAt = now;
        release.redeemedBy = by;
    }
}
