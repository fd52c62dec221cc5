package dev.countersign.policy.shadow;

import dev.countersign.policy.shadow.ShadowAdvanceService.Advanced;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Lets shadows follow what is recorded. Far from those who propose: it reads what they have committed, and whatever becomes of it,
 * they do not notice. Any replica may do it; a shadow is answered by one at a time.
 */
@ApplicationScoped
class ShadowRunService {

    private static final Logger LOG = Logger.getLogger(ShadowRunService.class);

    private final Pool pool;
    private final ShadowRepository shadows;
    private final ShadowAdvanceService advancing;
    private final ShadowUseRepository uses;
    private final ShadowMetrics metrics;
    private final ShadowConfig config;

    ShadowRunService(
            Pool pool,
            ShadowRepository shadows,
            ShadowAdvanceService advancing,
            ShadowUseRepository uses,
            ShadowMetrics metrics,
            ShadowConfig config) {
        this.pool = pool;
        this.shadows = shadows;
        this.advancing = advancing;
        this.uses = uses;
        this.metrics = metrics;
        this.config = config;
    }

    /** Gives every shadow its turn. */
    Uni<Void> round() {
        return shadows.unfinished(pool)
                .invoke(uses::keepOnly)
                .chain(ids -> Multi.createFrom()
                        .iterable(ids)
                        .onItem()
                        .transformToUniAndConcatenate(this::turn)
                        .onItem()
                        .ignoreAsUni());
    }

    /** One that cannot go on does not keep the others from it; it is tried again in the next round. */
    private Uni<Boolean> turn(UUID id) {
        return Multi.createBy()
                .repeating()
                .uni(() -> step(id))
                .whilst(more -> more)
                .select()
                .first(config.batchesARound())
                .collect()
                .last()
                .onFailure()
                .invoke(failure -> LOG.errorf("Shadow %s cannot go on: %s", id, failure))
                .onFailure()
                .recoverWithItem(false);
    }

    /** Answers one batch in a transaction of its own; false when there was none. */
    private Uni<Boolean> step(UUID id) {
        return pool.withTransaction(tx -> shadows.claim(tx, id)
                        .chain(claimed -> claimed.isPresent()
                                ? advancing.advance(tx, claimed.get())
                                : Uni.createFrom().item(List.<Advanced>of())))
                .invoke(done -> done.forEach(this::committed))
                .map(done -> !done.isEmpty());
    }

    private void committed(Advanced advanced) {
        Shadow shadow = advanced.shadow();
        uses.keep(shadow.id(), advanced.standing());
        metrics.answered(shadow.process(), advanced.step().compared());
    }
}
