package dev.countersign.policy.callback;

import dev.countersign.problems.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows callbacks, and has them delivered again. */
@ApplicationScoped
class RedeliveryService {

    private final DeliveryRepository deliveries;
    private final CallbackConfig config;
    private final Clock clock;

    RedeliveryService(DeliveryRepository deliveries, CallbackConfig config, Clock clock) {
        this.deliveries = deliveries;
        this.config = config;
        this.clock = clock;
    }

    Uni<CallbackView.Page> page(CallbackFilter filter) {
        return Panache.withSession(() -> deliveries.page(filter))
                .map(rows -> CallbackView.Page.of(rows, filter.limit()));
    }

    /**
     * Has one that ended start over, under the same id.
     *
     * @param agent whose it must be; absent for a caller who may see all
     */
    Uni<CallbackView> redeliver(UUID id, @Nullable String agent) {
        return Panache.withTransaction(() -> deliveries
                .locked(id)
                .map(row -> own(row, agent))
                .call(this::latest)
                .invoke(this::startOver)
                .map(CallbackView::of));
    }

    private static DeliveryEntity own(@Nullable DeliveryEntity row, @Nullable String agent) {
        if (row == null || (agent != null && !agent.equals(row.agent))) {
            throw Problem.of(
                    404, "callback-not-found", "No such callback", "There is no such callback that you may see.");
        }
        return row;
    }

    private Uni<Boolean> latest(DeliveryEntity row) {
        boolean ended = row.is(CallbackStatus.DEAD) || row.is(CallbackStatus.DELIVERED);
        return ended
                ? deliveries.isPending(row.evaluation).invoke(RedeliveryService::notPending)
                : Uni.createFrom().failure(notRedeliverable());
    }

    private static void notPending(boolean pending) {
        if (pending) {
            throw notRedeliverable();
        }
    }

    private static Problem notRedeliverable() {
        return Problem.of(
                409,
                "callback-not-redeliverable",
                "Cannot be delivered again",
                "It is still to be delivered, or a later one of the same evaluation has taken its place.");
    }

    private void startOver(DeliveryEntity row) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        row.startOver(now, now.plus(config.giveUpAfter()));
    }
}
