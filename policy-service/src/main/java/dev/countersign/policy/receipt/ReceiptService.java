package dev.countersign.policy.receipt;

import dev.countersign.contracts.event.EvaluationEvent.ReceiptClosed;
import dev.countersign.contracts.event.EvaluationEvent.ReceiptOpened;
import dev.countersign.messaging.Outbox;
import dev.countersign.policy.identity.Ids;
import dev.countersign.problems.Problem;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Opens and closes receipts. What opens or closes one says so once, in the same transaction. */
@ApplicationScoped
public class ReceiptService {

    private final ReceiptRepository receipts;
    private final ReceiptConfig config;
    private final Outbox outbox;
    private final Ids ids;
    private final Clock clock;

    ReceiptService(ReceiptRepository receipts, ReceiptConfig config, Outbox outbox, Ids ids, Clock clock) {
        this.receipts = receipts;
        this.config = config;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
    }

    /** Something is wrong, found in the current transaction. Found again while it is open, it is the same. */
    public Uni<Void> found(Finding finding) {
        Instant now = now();
        UUID id = ids.next();
        return receipts.add(id, finding, now, true)
                .chain(added -> added
                        ? outbox.add(opened(id, finding, now))
                        : Uni.createFrom().voidItem());
    }

    /** Something will be wrong where nothing comes of it in time. For what has no release that would tell. */
    public Uni<Void> expect(Finding finding) {
        return receipts.add(ids.next(), finding, finding.since().plus(config.overdueAfter()), false)
                .replaceWithVoid();
    }

    /** Whatever became of the evaluation, nobody has to wait for it any longer. */
    public Uni<Void> settled(UUID evaluation) {
        return receipts.unsettled(evaluation)
                .onItem()
                .transformToMulti(found -> Multi.createFrom().iterable(found))
                .onItem()
                .transformToUniAndConcatenate(this::settle)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> settle(ReceiptEntity receipt) {
        return receipt.openedAt == null ? receipts.delete(receipt) : close(receipt, null, null);
    }

    /** Opens what was only expected. */
    Uni<Void> open(ReceiptEntity receipt) {
        Instant now = now();
        receipt.openedAt = now;
        Finding finding = new Finding(
                receipt.evaluation,
                receipt.process,
                receipt.agent,
                Finding.kind(receipt.kind).orElseThrow(),
                receipt.since,
                receipt.detail);
        return outbox.add(opened(receipt.id, finding, now));
    }

    private static ReceiptOpened opened(UUID id, Finding finding, Instant now) {
        return new ReceiptOpened(
                finding.evaluation(),
                finding.process(),
                id,
                finding.agent(),
                finding.kind(),
                finding.since(),
                finding.detail(),
                now);
    }

    /** A person has looked into it. Closing twice is closing once. */
    @WithTransaction
    public Uni<ReceiptView> close(UUID id, String by, String reason) {
        return receipts.locked(id)
                .onItem()
                .ifNull()
                .failWith(ReceiptService::notFound)
                .call(receipt -> receipt.closedAt == null
                        ? close(receipt, by, reason)
                        : Uni.createFrom().voidItem())
                .map(ReceiptView::of);
    }

    private Uni<Void> close(ReceiptEntity receipt, @Nullable String by, @Nullable String reason) {
        Instant now = now();
        receipt.closedAt = now;
        receipt.closedBy = by;
        receipt.reason = reason;
        return outbox.add(new ReceiptClosed(
                receipt.evaluation,
                receipt.process,
                receipt.id,
                Finding.kind(receipt.kind).orElseThrow(),
                by,
                reason,
                now));
    }

    @WithSession
    Uni<ReceiptView.Page> page(ReceiptFilter filter) {
        return receipts.page(filter).map(rows -> ReceiptView.Page.of(rows, filter.limit()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Problem notFound() {
        return Problem.of(404, "receipt-not-found", "No such receipt", "There is no such receipt.");
    }
}
