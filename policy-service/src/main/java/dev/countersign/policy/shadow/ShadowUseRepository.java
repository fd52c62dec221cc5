package dev.countersign.policy.shadow;

import dev.countersign.policy.replay.Use;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the limits of candidates would hold: in the database, and in memory as long as nobody else has gone on with it. */
@ApplicationScoped
class ShadowUseRepository {

    private static final String INSERT =
            "insert into shadow_use (shadow, limit_name, at, evaluation, amount) values ($1, $2, $3, $4, $5)";

    private static final String ALL =
            "select limit_name, at, evaluation, amount from shadow_use where shadow = $1 order by at, evaluation";

    private static final String FORGET = "delete from shadow_use where shadow = $1 and at <= $2";

    private static final String CLEAR = "delete from shadow_use where shadow = $1";

    private final Map<UUID, Standing> kept = new ConcurrentHashMap<>();

    /** The shadow ready to answer on. */
    Uni<Standing> standing(SqlClient tx, Shadow shadow) {
        @Nullable Standing left = kept.remove(shadow.id());
        return left != null && left.place().equals(shadow.place())
                ? Uni.createFrom().item(left)
                : all(tx, shadow.id())
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .map(uses -> Standing.of(shadow, uses));
    }

    /** Remembers where a shadow stands, once that is committed. */
    void keep(UUID shadow, Standing standing) {
        kept.put(shadow, standing);
    }

    /** Forgets shadows that have ended, here or on another replica. */
    void keepOnly(Collection<UUID> shadows) {
        kept.keySet().retainAll(shadows);
    }

    /** Stores what a step used up, and forgets what no limit looks back to any more. */
    Uni<Void> store(SqlClient tx, Shadow shadow, Step step, Duration lookBack) {
        return add(tx, shadow.id(), step.uses())
                .chain(() -> tx.preparedQuery(FORGET)
                        .execute(Tuple.of(
                                shadow.id(),
                                ShadowRepository.utc(step.place().at().minus(lookBack))))
                        .replaceWithVoid());
    }

    Uni<Void> clear(SqlClient tx, UUID shadow) {
        return tx.preparedQuery(CLEAR).execute(Tuple.of(shadow)).replaceWithVoid();
    }

    private static Uni<Void> add(SqlClient tx, UUID shadow, List<Use> uses) {
        if (uses.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Tuple> rows = uses.stream()
                .map(use ->
                        Tuple.of(shadow, use.limit(), ShadowRepository.utc(use.at()), use.evaluation(), use.amount()))
                .toList();
        return tx.preparedQuery(INSERT).executeBatch(rows).replaceWithVoid();
    }

    private static Uni<List<Use>> all(SqlClient tx, UUID shadow) {
        return tx.preparedQuery(ALL).execute(Tuple.of(shadow)).map(rows -> {
            List<Use> uses = new ArrayList<>(rows.size());
            rows.forEach(row -> uses.add(new Use(
                    row.getString("limit_name"),
                    row.getOffsetDateTime("at").toInstant(),
                    row.getUUID("evaluation"),
                    row.getBigDecimal("amount"))));
            return uses;
        });
    }
}
