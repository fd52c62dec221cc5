package dev.countersign.queue.preference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.problems.Problem;
import dev.countersign.queue.directory.DirectoryRepository;
import dev.countersign.queue.identity.SignedIn;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Keeps what people set for their console: each their own, and nobody another's. */
@ApplicationScoped
class PreferenceService {

    private static final int ANY = -1;

    private final PreferenceRepository preferences;
    private final DirectoryRepository directories;
    private final ObjectMapper mapper;
    private final Clock clock;

    PreferenceService(
            PreferenceRepository preferences, DirectoryRepository directories, ObjectMapper mapper, Clock clock) {
        this.preferences = preferences;
        this.directories = directories;
        this.mapper = mapper;
        this.clock = clock;
    }

    Uni<PreferencesView> of(SignedIn asking) {
        return Panache.withSession(() -> person(asking).chain(preferences::find).map(this::view));
    }

    Uni<PreferencesView> store(SignedIn asking, Preferences wanted, @Nullable String ifMatch) {
        wanted.check();
        int expected = expected(ifMatch);
        String document = written(wanted);
        return Panache.withTransaction(() -> person(asking)
                .chain(person -> preferences.store(person, document, expected, clock.instant()))
                .map(version -> stored(wanted, version, expected)));
    }

    private Uni<String> person(SignedIn asking) {
        return directories.current().map(asking::personId);
    }

    /** What is stored for the first time takes the place of version 0, and of none other. */
    private static PreferencesView stored(Preferences wanted, @Nullable Integer version, int expected) {
        if (version == null || (version == 1 && expected > 0)) {
            throw stale();
        }
        return PreferencesView.of(wanted, version);
    }

    private static int expected(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return ANY;
        }
        String tag = ifMatch.strip();
        boolean ours = tag.matches("\"[0-9]{1,9}\"");
        if (!ours) {
            throw stale();
        }
        return Integer.parseInt(tag.substring(1, tag.length() - 1));
    }

    private static Problem stale() {
        return Problem.of(
                412,
                "stale-preferences",
                "Stale preferences",
                "They were changed elsewhere since. Nothing was stored; read them again.");
    }

    private PreferencesView view(@Nullable PreferenceEntity entity) {
        return entity == null
                ? PreferencesView.of(Preferences.NONE, 0)
                : PreferencesView.of(read(entity.document), entity.version);
    }

    private Preferences read(String document) {
        try {
            return mapper.readValue(document, Preferences.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored preferences can always be read", e);
        }
    }

    private String written(Preferences preferences) {
        try {
            return mapper.writeValueAsString(preferences);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written", e);
        }
    }
}
