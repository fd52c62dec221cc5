package dev.countersign.policy.shadow;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.countersign.contracts.Json;
import dev.countersign.policy.evaluation.Recorded.Place;
import dev.countersign.policy.replay.Tally;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The shadows themselves: which candidates run or ran beside which process. */
@ApplicationScoped
class ShadowRepository {

    private static final String INSERT = """
            insert into shadow (id, process, document, version, started_by, started_at, cursor_at, cursor_id, tally, finished)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, false)
            """;

    private static final String END = """
            update shadow set ended_by = $2, ended_at = $3 where process = $1 and ended_at is null
            """;

    private static final String LOCK_PROCESS =
            "select pg_advisory_xact_lock(hashtextextended('shadow:' || $1, 0))::text";

    /** Whoever is at it already keeps it. */
    private static final String CLAIM = "select * from shadow where id = $1 and not finished for update skip locked";

    private static final String ADVANCE = """
            update shadow set cursor_at = $2, cursor_id = $3, tally = $4 where id = $1
            """;

    private static final String FINISH = "update shadow set finished = true where id = $1";

    private static final String LATEST = "select * from shadow where process = $1 order by id desc limit 1";

    private static final String ONE = "select * from shadow where process = $1 and id = $2";

    private static final String BELOW = """
            select * from shadow where process = $1 and ($2::uuid is null or id < $2) order by id desc limit $3
            """;

    /** Keeps others from starting or ending a shadow of the process until the transaction ends. */
    Uni<Void> lock(SqlClient tx, String process) {
        return tx.preparedQuery(LOCK_PROCESS).execute(Tuple.of(process)).replaceWithVoid();
    }

    Uni<Void> insert(SqlClient tx, Shadow shadow) {
        return tx.preparedQuery(INSERT)
                .execute(Tuple.from(Arrays.asList(
                        shadow.id(),
                        shadow.process(),
                        shadow.document(),
                        shadow.version(),
                        shadow.startedBy(),
                        utc(shadow.startedAt()),
                        utc(shadow.place().at()),
                        shadow.place().evaluation(),
                        shadow.tally().write().toString())))
                .replaceWithVoid();
    }

    /** Ends the shadow that runs; false where none does. */
    Uni<Boolean> end(SqlClient tx, String process, String by, Instant at) {
        return tx.preparedQuery(END)
                .execute(Tuple.of(process, by, utc(at)))
                .map(SqlResult::rowCount)
                .map(ended -> ended > 0);
    }

    /** Those that have something left to answer, now or later. */
    Uni<List<UUID>> unfinished(SqlClient client) {
        return client.query("select id from shadow where not finished order by id")
                .execute()
                .map(rows -> {
                    List<UUID> ids = new ArrayList<>();
                    rows.forEach(row -> ids.add(row.getUUID("id")));
                    return ids;
                });
    }

    /** The shadow, for whoever answers on; empty while another replica does. */
    Uni<Optional<Shadow>> claim(SqlClient tx, UUID id) {
        return tx.preparedQuery(CLAIM).execute(Tuple.of(id)).map(ShadowRepository::first);
    }

    Uni<Void> advance(SqlClient tx, UUID id, Step step) {
        return tx.preparedQuery(ADVANCE)
                .execute(Tuple.of(
                        id,
                        utc(step.place().at()),
                        step.place().evaluation(),
                        step.tally().write().toString()))
                .replaceWithVoid();
    }

    Uni<Void> finish(SqlClient tx, UUID id) {
        return tx.preparedQuery(FINISH).execute(Tuple.of(id)).replaceWithVoid();
    }

    /** The shadow of a process that runs, else the last one that did, or the one that is named. */
    Uni<Optional<Shadow>> find(SqlClient client, String process, @Nullable UUID id) {
        return id == null
                ? client.preparedQuery(LATEST).execute(Tuple.of(process)).map(ShadowRepository::first)
                : client.preparedQuery(ONE).execute(Tuple.of(process, id)).map(ShadowRepository::first);
    }

    /** Newest first, from below one on. */
    Uni<List<Shadow>> below(SqlClient client, String process, @Nullable UUID below, int atMost) {
        return client.preparedQuery(BELOW)
                .execute(Tuple.of(process, below, (long) atMost))
                .map(rows -> {
                    List<Shadow> shadows = new ArrayList<>();
                    rows.forEach(row -> shadows.add(shadow(row)));
                    return shadows;
                });
    }

    private static Optional<Shadow> first(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(shadow(rows.iterator().next()));
    }

    private static Shadow shadow(Row row) {
        @Nullable OffsetDateTime endedAt = row.getOffsetDateTime("ended_at");
        return new Shadow(
                row.getUUID("id"),
                row.getString("process"),
                row.getString("document"),
                row.getInteger("version"),
                row.getString("started_by"),
                row.getOffsetDateTime("started_at").toInstant(),
                row.getString("ended_by"),
                endedAt == null ? null : endedAt.toInstant(),
                new Place(row.getOffsetDateTime("cursor_at").toInstant(), row.getUUID("cursor_id")),
                tally(row.getString("tally")),
                row.getBoolean("finished"));
    }

    private static Tally tally(String stored) {
        try {
            return Tally.read(Json.mapper().readTree(stored));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored tally cannot be read any more", e);
        }
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
