package dev.countersign.policy.shadow;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.policy.evaluation.Recorded.Place;
import dev.countersign.policy.identity.Ids;
import dev.countersign.policy.publishing.PublishedPolicy;
import dev.countersign.policy.replay.Tally;
import dev.countersign.policy.replay.UsageWindow;
import dev.countersign.problems.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Starts, ends and shows shadows. */
@ApplicationScoped
public class ShadowService {

    private final Pool pool;
    private final ShadowRepository shadows;
    private final ShadowAnswerRepository answers;
    private final ShadowAftermathRepository aftermaths;
    private final Clock clock;
    private final Ids ids;

    ShadowService(
            Pool pool,
            ShadowRepository shadows,
            ShadowAnswerRepository answers,
            ShadowAftermathRepository aftermaths,
            Clock clock,
            Ids ids) {
        this.pool = pool;
        this.shadows = shadows;
        this.answers = answers;
        this.aftermaths = aftermaths;
        this.clock = clock;
        this.ids = ids;
    }

    /** Puts a candidate beside the policy in force, in the place of the one that runs there. */
    Uni<ShadowView> start(String process, PublishedPolicy candidate, String by) {
        Instant now = now();
        Shadow shadow = started(process, candidate, by, now);
        return pool.withTransaction(tx -> shadows.lock(tx, process)
                        .chain(() -> shadows.end(tx, process, by, now))
                        .chain(() -> shadows.insert(tx, shadow)))
                .chain(() -> view(shadow));
    }

    private Shadow started(String process, PublishedPolicy candidate, String by, Instant now) {
        PolicyDocument document = candidate.document();
        return new Shadow(
                ids.next(),
                process,
                write(document),
                candidate.version() == 0 ? null : candidate.version(),
                by,
                now,
                null,
                null,
                Place.before(now.minus(UsageWindow.lookBack(document.limits()))),
                new Tally(),
                false);
    }

    /** Ends the shadow that runs. What it found is kept. */
    Uni<Void> end(String process, String by) {
        return pool.withTransaction(tx -> shadows.lock(tx, process).chain(() -> shadows.end(tx, process, by, now())))
                .invoke(ended -> {
                    if (!ended) {
                        throw notFound();
                    }
                })
                .replaceWithVoid();
    }

    /** The shadow that runs, else the last one, or the one that is named, with what it found so far. */
    Uni<ShadowView> show(String process, @Nullable UUID id) {
        return found(process, id).chain(this::view);
    }

    private Uni<ShadowView> view(Shadow shadow) {
        return aftermaths.of(pool, shadow).map(aftermath -> ShadowView.of(shadow, aftermath));
    }

    /** Newest first. */
    Uni<ShadowView.Page> list(String process, @Nullable UUID below, int limit) {
        return shadows.below(pool, process, below, limit + 1).map(found -> ShadowView.Page.of(found, limit));
    }

    /** What the shadow answered, newest first. */
    Uni<ShadowView.Answers> answers(
            String process, @Nullable UUID id, boolean differing, @Nullable UUID below, int limit) {
        return found(process, id)
                .chain(shadow -> answers.below(pool, shadow.id(), differing, below, limit + 1))
                .map(found -> ShadowView.Answers.of(found, limit));
    }

    private Uni<Shadow> found(String process, @Nullable UUID id) {
        return shadows.find(pool, process, id).map(found -> found.orElseThrow(ShadowService::notFound));
    }

    private static Problem notFound() {
        return Problem.of(
                404, "shadow-not-found", "No such shadow", "No such candidate runs or ran beside this process.");
    }

    private static String write(PolicyDocument document) {
        try {
            return Json.mapper().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document can always be written", e);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
