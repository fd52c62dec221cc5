package dev.countersign.policy.shadow;

import dev.countersign.policy.evaluation.Recorded;
import dev.countersign.policy.evaluation.RecordedRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Lets a claimed shadow answer the next batch of what has been recorded since, in the transaction that claimed it. */
@ApplicationScoped
class ShadowAdvanceService {

    private final ShadowRepository shadows;
    private final ShadowAnswerRepository answers;
    private final ShadowUseRepository uses;
    private final RecordedRepository recorded;
    private final ShadowConfig config;
    private final Clock clock;

    ShadowAdvanceService(
            ShadowRepository shadows,
            ShadowAnswerRepository answers,
            ShadowUseRepository uses,
            RecordedRepository recorded,
            ShadowConfig config,
            Clock clock) {
        this.shadows = shadows;
        this.answers = answers;
        this.uses = uses;
        this.recorded = recorded;
        this.config = config;
        this.clock = clock;
    }

    /** What was done, good once it is committed. */
    record Advanced(Shadow shadow, Standing standing, Step step) {}

    /** Answers a batch; nothing where nothing is left for now. A shadow that has ended and has nothing left is finished. */
    Uni<List<Advanced>> advance(SqlConnection tx, Shadow shadow) {
        return complete(tx)
                .chain(complete -> recorded.after(
                                tx, shadow.process(), shadow.place(), shadow.until(complete), config.batch())
                        .chain(page -> page.isEmpty() ? nothing(tx, shadow, complete) : answer(tx, shadow, page)));
    }

    /** Up to when everything that is recorded can be seen. */
    private Uni<Instant> complete(SqlConnection tx) {
        Instant now = clock.instant();
        return recorded.oldestTransaction(tx)
                .map(age -> now.minus(config.settle()).minus(age));
    }

    private Uni<List<Advanced>> nothing(SqlConnection tx, Shadow shadow, Instant complete) {
        return shadow.isOver(complete)
                ? uses.clear(tx, shadow.id())
                        .chain(() -> shadows.finish(tx, shadow.id()))
                        .replaceWith(List.of())
                : Uni.createFrom().item(List.of());
    }

    private Uni<List<Advanced>> answer(SqlConnection tx, Shadow shadow, List<Recorded> page) {
        return uses.standing(tx, shadow).chain(standing -> {
            Step step = Step.of(standing.replay(), page, shadow.startedAt(), shadow.tally());
            return store(tx, shadow, standing, step)
                    .replaceWith(List.of(new Advanced(shadow, standing.at(step.place()), step)));
        });
    }

    private Uni<Void> store(SqlConnection tx, Shadow shadow, Standing standing, Step step) {
        return answers.insert(tx, shadow.id(), step.compared())
                .chain(() -> uses.store(tx, shadow, step, standing.candidate().lookBack()))
                .chain(() -> shadows.advance(tx, shadow.id(), step));
    }
}
