package dev.countersign.queue.attention;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** When the queue first showed which payload to whom. Every method works in the current session. */
@ApplicationScoped
public class ShownRepository {

    // One way to the database and back. Of two that come at once, one may see neither its own row nor the other's: then
    // it is now.
    private static final String SHOW = """
            with first as (
                insert into review_shown (review, person, digest, waiting_since, at)
                values (:review, :person, :digest, :since, :at) on conflict do nothing returning at)
            select coalesce((select at from first),
                (select at from review_shown where review = :review and person = :person and digest = :digest
                    and waiting_since = :since),
                :at)""";

    private static final String FIND = """
            select at from review_shown
            where review = :review and person = :person and digest = :digest and waiting_since = :since""";

    /**
     * A payload of a review before a person.
     *
     * @param waitingSince since when the review waits: what comes back is to be read again, whatever the payload is
     */
    public record Sight(UUID review, String person, String digest, Instant waitingSince) {}

    /** Shows it now; when it was shown for the first time, which may be now. */
    public Uni<Instant> show(Sight sight, Instant now) {
        return Panache.getSession()
                .chain(session -> asked(session, SHOW, sight)
                        .setParameter("at", now.atOffset(ZoneOffset.UTC))
                        .getSingleResult())
                .map(OffsetDateTime::toInstant);
    }

    /** When it was shown for the first time; null where it never was. */
    public Uni<@Nullable Instant> find(Sight sight) {
        return Panache.getSession()
                .chain(session -> asked(session, FIND, sight).getSingleResultOrNull())
                .map(at -> at == null ? null : at.toInstant());
    }

    private static Mutiny.SelectionQuery<OffsetDateTime> asked(Mutiny.Session session, String sql, Sight sight) {
        return session.createNativeQuery(sql, OffsetDateTime.class)
                .setParameter("review", sight.review())
                .setParameter("person", sight.person())
                .setParameter("digest", sight.digest())
                .setParameter("since", sight.waitingSince().atOffset(ZoneOffset.UTC));
    }
}
