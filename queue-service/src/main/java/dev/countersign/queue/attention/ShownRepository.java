package dev.countersign.queue.attention;

import dev.countersign.queue.database.Columns;
import dev.countersign.queue.database.SessionStatements;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** When the queue first showed which payload to whom. Every method works in the current session. */
@ApplicationScoped
public class ShownRepository {

    // One way to the database and back. Of two that come at once, one may see neither its own row nor the other's: then
    // it is now.
    private static final String SHOW = """
            with first as (
                insert into review_shown (review, person, digest, waiting_since, at)
                values ($1, $2, $3, $4, $5) on conflict do nothing returning at)
            select coalesce((select at from first),
                (select at from review_shown where review = $1 and person = $2 and digest = $3
                    and waiting_since = $4),
                $5)""";

    private static final String FIND = """
            select at from review_shown
            where review = $1 and person = $2 and digest = $3 and waiting_since = $4""";

    /**
     * A payload of a review before a person.
     *
     * @param waitingSince since when the review waits: what comes back is to be read again, whatever the payload is
     */
    public record Sight(UUID review, String person, String digest, Instant waitingSince) {}

    /** Shows it now; when it was shown for the first time, which may be now. */
    public Uni<Instant> show(Sight sight, Instant now) {
        return SessionStatements.row(
                        SHOW,
                        Columns::instant,
                        sight.review(),
                        sight.person(),
                        sight.digest(),
                        sight.waitingSince(),
                        now)
                .map(Objects::requireNonNull);
    }

    /** When it was shown for the first time; null where it never was. */
    public Uni<@Nullable Instant> find(Sight sight) {
        return SessionStatements.row(
                FIND, Columns::instant, sight.review(), sight.person(), sight.digest(), sight.waitingSince());
    }
}
