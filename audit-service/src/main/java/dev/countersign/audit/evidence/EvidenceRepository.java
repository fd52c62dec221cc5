package dev.countersign.audit.evidence;

import dev.countersign.audit.evidence.EvidenceView.Heard;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Finds what was heard of an evaluation. */
@ApplicationScoped
public class EvidenceRepository {

    private static final String OF_ONE = """
            SELECT c.source, c.event_id, c.type, c.salt, c.value, c.erased_at, e.leaf_index, e.entry
            FROM log_content c LEFT JOIN log_entry e USING (source, event_id)
            WHERE c.evaluation = $1
            ORDER BY e.leaf_index""";

    private final Pool pool;

    EvidenceRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Heard> of(UUID evaluation) {
        return pool.preparedQuery(OF_ONE).execute(Tuple.of(evaluation)).map(rows -> {
            List<LoggedEvent> logged = StreamSupport.stream(rows.spliterator(), false)
                    .filter(row -> row.getLong("leaf_index") != null)
                    .map(EvidenceRepository::logged)
                    .toList();
            return new Heard(logged, rows.size() - logged.size());
        });
    }

    private static LoggedEvent logged(Row row) {
        Buffer salt = row.getBuffer("salt");
        Buffer value = row.getBuffer("value");
        OffsetDateTime erasedAt = row.getOffsetDateTime("erased_at");
        return new LoggedEvent(
                row.getLong("leaf_index"),
                row.getString("source"),
                row.getUUID("event_id"),
                row.getString("type"),
                row.getBuffer("entry").getBytes(),
                salt == null || value == null ? null : new LoggedEvent.Content(salt.getBytes(), value.getBytes()),
                erasedAt == null ? null : erasedAt.toInstant());
    }
}
