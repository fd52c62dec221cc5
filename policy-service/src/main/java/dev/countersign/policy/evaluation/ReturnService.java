package dev.countersign.policy.evaluation;

import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.EvaluationEvent.DecisionReturned;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationWithdrawn;
import dev.countersign.contracts.event.Reason;
import dev.countersign.messaging.Outbox;
import dev.countersign.payload.digest.PayloadDigest;
import dev.countersign.policy.receipt.ReceiptService;
import dev.countersign.policy.release.ReleaseService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/** Takes back, in the current transaction, what was decided and does not stand. */
@ApplicationScoped
class ReturnService {

    private final ReleaseService releases;
    private final ReceiptService receipts;
    private final Outbox outbox;
    private final Clock clock;

    ReturnService(ReleaseService releases, ReceiptService receipts, Outbox outbox, Clock clock) {
        this.releases = releases;
        this.receipts = receipts;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What a person decided goes back to that person; what no person saw is withdrawn, and may be proposed again. */
    Uni<Void> takeBack(EvaluationEntity entity, List<Reason> objections) {
        return entity.review != null ? sendBack(entity, objections) : withdraw(entity, objections);
    }

    /** The reviewer has it again, with the reasons. */
    Uni<Void> sendBack(EvaluationEntity entity, List<Reason> objections) {
        Instant now = now();
        entity.decision = null;
        entity.renewedAt = null;
        entity.payloadDigest =
                PayloadDigest.of(entity.proposal().action().payload().toString());
        entity.follow(Command.RETURN_TO_REVIEW, now);
        return ended(entity, now)
                .chain(() -> outbox.add(new DecisionReturned(
                        entity.id, entity.process, Objects.requireNonNull(entity.review), objections, now)));
    }

    private Uni<Void> withdraw(EvaluationEntity entity, List<Reason> objections) {
        Instant now = now();
        String why = "it grew old, and the policy no longer lets it go: "
                + objections.getFirst().detail();
        entity.decision = Stored.write(new DecisionView(Decision.WITHDRAWN, List.of(), now, why, null));
        entity.follow(Command.WITHDRAW, now);
        return ended(entity, now).chain(() -> outbox.add(new EvaluationWithdrawn(entity.id, entity.process, why, now)));
    }

    private Uni<Void> ended(EvaluationEntity entity, Instant now) {
        return releases.revoke(entity.id, now).chain(() -> receipts.settled(entity.id));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
