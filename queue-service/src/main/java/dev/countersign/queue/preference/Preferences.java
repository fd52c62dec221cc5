package dev.countersign.queue.preference;

import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody set for their console.
 *
 * @param views lists that they look at again and again, in their order
 * @param keys another key for a command
 */
record Preferences(List<SavedView> views, Map<String, String> keys) {

    static final Preferences NONE = new Preferences(List.of(), Map.of());

    private static final int MOST_VIEWS = 50;

    /**
     * A filter with a name.
     *
     * @param scope {@code mine}, {@code team} or {@code all}
     * @param state {@code open} or {@code decided}
     * @param text what the console looks for in what it shows
     */
    record SavedView(
            String name,
            @Nullable String scope,
            @Nullable String state,
            @Nullable String process,
            @Nullable String text) {}

    Preferences {
        views = views == null ? List.of() : List.copyOf(views);
        keys = keys == null ? Map.of() : Map.copyOf(keys);
    }

    /** Refuses what no console could use. */
    void check() {
        List<Violation> found = new ArrayList<>();
        if (views.size() > MOST_VIEWS) {
            found.add(new Violation("/views", "must be at most " + MOST_VIEWS));
        } else {
            Set<String> names = new HashSet<>();
            for (int i = 0; i < views.size(); i++) {
                check(views.get(i), "/views/" + i, names, found);
            }
        }
        checkKeys(found);
        if (!found.isEmpty()) {
            throw Problem.of(422, "invalid-value", "Invalid value", "The body has a value that cannot be used here.")
                    .with(found);
        }
    }

    private static void check(SavedView view, String at, Set<String> names, List<Violation> found) {
        String name = view.name() == null ? "" : view.name();
        if (name.isBlank() || name.length() > 60 || isUnprintable(name)) {
            found.add(new Violation(at + "/name", "must have 1 to 60 visible characters"));
        } else if (!names.add(name.strip().toLowerCase(Locale.ROOT))) {
            found.add(new Violation(at + "/name", "is the name of another view already"));
        }
        oneOf(view.scope(), List.of("mine", "team", "all"), at + "/scope", found);
        oneOf(view.state(), List.of("open", "decided"), at + "/state", found);
        bounded(view.process(), at + "/process", found);
        bounded(view.text(), at + "/text", found);
    }

    private static void oneOf(@Nullable String value, List<String> known, String at, List<Violation> found) {
        if (value != null && !known.contains(value)) {
            found.add(new Violation(at, "must be one of " + String.join(", ", known)));
        }
    }

    private static void bounded(@Nullable String value, String at, List<Violation> found) {
        if (value != null && (value.length() > 200 || isUnprintable(value))) {
            found.add(new Violation(at, "must have at most 200 visible characters"));
        }
    }

    private static boolean isUnprintable(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /** In the order of the commands, so that the same body is refused in the same words. */
    private void checkKeys(List<Violation> found) {
        Map<String, String> taken = new HashMap<>();
        new TreeMap<>(keys).forEach((command, key) -> {
            String at = "/keys/" + command.replace("~", "~0").replace("/", "~1");
            if (!Keys.COMMANDS.contains(command)) {
                found.add(new Violation(at, "is no command that may have another key"));
            } else if (!Keys.mayBeTaken(key)) {
                found.add(new Violation(at, "is no key that a command may have"));
            } else if (taken.putIfAbsent(key, command) != null) {
                found.add(new Violation(at, "is the key of " + taken.get(key) + " already"));
            }
        });
    }
}
