package dev.countersign.policy.receipt;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Looks back at what was decided: has anything come of it? Replicas share the work out through the database. */
@ApplicationScoped
class OverdueService {

    private static final int BATCH = 500;

    private final ReceiptRepository repository;
    private final ReceiptService receipts;
    private final ReceiptConfig config;
    private final Clock clock;

    OverdueService(ReceiptRepository repository, ReceiptService receipts, ReceiptConfig config, Clock clock) {
        this.repository = repository;
        this.receipts = receipts;
        this.config = config;
        this.clock = clock;
    }

    /** Opens what was decided and never released, say because everything is halted; says how many it looked at. */
    @WithTransaction
    Uni<Integer> expected() {
        return repository
                .due(clock.instant(), BATCH)
                .call(due -> repository
                        .unreleased(
                                due.stream().map(receipt -> receipt.evaluation).toList())
                        .chain(standing -> each(
                                due,
                                receipt -> standing.contains(receipt.evaluation)
                                        ? receipts.open(receipt)
                                        : repository.delete(receipt))))
                .map(List::size);
    }

    /** Opens what was released so long ago that something must have been heard of it; says how many it looked at. */
    @WithTransaction
    Uni<Integer> released() {
        UUID until = lastIdOf(clock.instant().minus(config.overdueAfter()));
        return repository
                .progress()
                .onItem()
                .ifNotNull()
                .transformToUni(seen -> repository.releases(seen, until, BATCH).call(this::lookAt))
                .map(looked -> looked == null ? 0 : looked.size());
    }

    private Uni<Void> lookAt(List<ReceiptRepository.Released> releases) {
        List<ReceiptRepository.Released> pending =
                releases.stream().filter(ReceiptRepository.Released::pending).toList();
        return releases.isEmpty()
                ? Uni.createFrom().voidItem()
                : each(pending, release -> receipts.found(release.finding()))
                        .chain(() -> repository.progressed(releases.getLast().id()));
    }

    private static <T> Uni<Void> each(List<T> all, Function<T, Uni<Void>> what) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(what::apply)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** No UUIDv7 of that millisecond or before is above it. */
    static UUID lastIdOf(Instant instant) {
        return new UUID((instant.toEpochMilli() << 16) | 0x7FFF, 0xBFFF_FFFF_FFFF_FFFFL);
    }

    @WithSession
    Uni<List<ReceiptRepository.Count>> open() {
        return repository.open();
    }

    /** Whether there may be more to look at. */
    static boolean full(int looked) {
        return looked == BATCH;
    }
}
