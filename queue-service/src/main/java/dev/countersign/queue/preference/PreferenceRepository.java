package dev.countersign.queue.preference;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Preferences in the database. Every method works in the current session. */
@ApplicationScoped
class PreferenceRepository {

    // Of two windows that store at once, one finds the version of the other, and changes nothing where it asked for an
    // older one.
    private static final String STORE = """
            insert into preference (person, version, document, changed_at) values (:person, 1, :document, :at)
            on conflict (person) do update
                set version = preference.version + 1, document = excluded.document, changed_at = excluded.changed_at
                where :expected < 0 or preference.version = :expected
            returning version""";

    Uni<@Nullable PreferenceEntity> find(String person) {
        return Panache.getSession().chain(session -> session.find(PreferenceEntity.class, person));
    }

    /**
     * Stores a document.
     *
     * @param expected the version that it takes the place of; below 0: any
     * @return its version; null where another one is there
     */
    Uni<@Nullable Integer> store(String person, String document, int expected, Instant at) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(STORE, Integer.class)
                        .setParameter("person", person)
                        .setParameter("document", document)
                        .setParameter("expected", expected)
                        .setParameter("at", at.atOffset(ZoneOffset.UTC))
                        .getSingleResultOrNull());
    }
}
