package dev.countersign.policy.hindsight;

import dev.countersign.contracts.Json;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.OversightEvent.EscapeReported;
import dev.countersign.contracts.event.ReviewEvent.ReviewDecided;
import dev.countersign.contracts.event.ReviewKind;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps, in the current transaction, what turns out about evaluations. Hearing it twice is hearing it once. */
@ApplicationScoped
public class HindsightService {

    private static final String ERROR = """
            insert into known_error (evaluation, process, why, found_at) values (:evaluation, :process, :why, :at)
            on conflict do nothing""";

    private static final String TIME = """
            insert into review_time (evaluation, decided_at, process, millis) values (:evaluation, :at, :process, :millis)
            on conflict do nothing""";

    /** What a person's decision shows: what was not approved as it was is an error, and how long it took is a time. */
    public Uni<Void> decided(ReviewDecided event) {
        if (!event.outcome().byPerson() || event.kind() == ReviewKind.SEEDED) {
            return Uni.createFrom().voidItem();
        }
        return timed(event)
                .chain(() -> event.outcome() == Decision.APPROVED
                        ? Uni.createFrom().voidItem()
                        : error(event.evaluation(), event.process(), word(event.outcome()), event.at()));
    }

    /** An error got past the loop. */
    public Uni<Void> escaped(EscapeReported event) {
        return error(event.evaluation(), event.process(), "escape-" + word(event.foundBy()), event.at());
    }

    /** A review after the fact is nobody's being asked. A clock that ran backwards counts as no time, not as negative time. */
    private static Uni<Void> timed(ReviewDecided event) {
        @Nullable Instant pickedUpAt = event.pickedUpAt();
        if (pickedUpAt == null || event.kind() != ReviewKind.LIVE) {
            return Uni.createFrom().voidItem();
        }
        long millis = Math.max(0, Duration.between(pickedUpAt, event.at()).toMillis());
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(TIME)
                        .setParameter("evaluation", event.evaluation())
                        .setParameter("at", event.at().atOffset(ZoneOffset.UTC))
                        .setParameter("process", event.process())
                        .setParameter("millis", millis)
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static Uni<Void> error(UUID evaluation, String process, String why, Instant at) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ERROR)
                        .setParameter("evaluation", evaluation)
                        .setParameter("process", process)
                        .setParameter("why", why)
                        .setParameter("at", at.atOffset(ZoneOffset.UTC))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** The contract's word for a constant. */
    private static String word(Enum<?> constant) {
        return Json.mapper().convertValue(constant, String.class);
    }
}
