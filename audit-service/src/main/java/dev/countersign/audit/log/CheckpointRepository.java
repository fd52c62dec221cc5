package dev.countersign.audit.log;

import dev.countersign.audit.checkpoint.Checkpoint;
import dev.countersign.audit.checkpoint.SignedNote;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The latest published state of the log. */
@ApplicationScoped
public class CheckpointRepository {

    private static final String LATEST = "SELECT note FROM log_checkpoint ORDER BY size DESC LIMIT 1";

    /** A checkpoint and the note that it was published in. */
    public record Published(Checkpoint checkpoint, String note) {}

    /** Empty before the log's first publication. */
    public Uni<Optional<Published>> latest(SqlClient client) {
        return client.query(LATEST).execute().map(rows -> {
            if (rows.size() == 0) {
                return Optional.empty();
            }
            String note = rows.iterator().next().getString("note");
            return Optional.of(
                    new Published(Checkpoint.parse(SignedNote.parse(note).text()), note));
        });
    }
}
