package dev.countersign.notification.preference;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/** What people have said they want to be told. Called within a session. */
@ApplicationScoped
public class PreferenceRepository {

    private final Clock clock;

    PreferenceRepository(Clock clock) {
        this.clock = clock;
    }

    /** Those of these people who have said something; everybody else wants {@link Preferences#EVERYTHING}. */
    public Uni<Map<String, Preferences>> of(Set<String> people) {
        if (people.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return Panache.getSession()
                .flatMap(session -> session.createSelectionQuery(
                                "from PreferenceEntity where person in :people", PreferenceEntity.class)
                        .setParameter("people", people)
                        .getResultList())
                .map(found -> found.stream()
                        .collect(toUnmodifiableMap(entity -> entity.person, PreferenceEntity::toPreferences)));
    }

    /** Replaces what this person has said; two of the same person at once do not hinder each other. */
    public Uni<Void> put(String person, Preferences preferences) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery("""
                                insert into preference (person, opened, reassigned, reopened, updated_at)
                                values (:person, :opened, :reassigned, :reopened, :now)
                                on conflict (person) do update set opened = excluded.opened,
                                    reassigned = excluded.reassigned, reopened = excluded.reopened,
                                    updated_at = excluded.updated_at""")
                        .setParameter("person", person)
                        .setParameter("opened", preferences.opened())
                        .setParameter("reassigned", preferences.reassigned())
                        .setParameter("reopened", preferences.reopened())
                        .setParameter("now", clock.instant())
                        .executeUpdate())
                .replaceWithVoid();
    }
}
