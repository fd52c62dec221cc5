package dev.countersign.problems;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the name that somebody probably meant. */
public final class NearestName {

    private NearestName() {}

    /** The known name closest to the given one, or empty where none is close. */
    public static Optional<String> of(String name, Collection<String> known) {
        int tolerance = Math.max(2, name.length() / 2);
        LevenshteinDistance distance = new LevenshteinDistance(tolerance);
        record Candidate(String name, int distance) {}
        return known.stream()
                .map(k -> new Candidate(k, distance.apply(name.toLowerCase(Locale.ROOT), k.toLowerCase(Locale.ROOT))))
                .filter(c -> c.distance() >= 0)
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .map(Candidate::name);
    }

    /** A sentence that refuses an unknown field, and names the nearest known one where there is one. */
    public static String refusal(String name, Collection<String> known) {
        return of(name, known)
                .map(near -> "\"" + name + "\" is not known here; did you mean \"" + near + "\"?")
                .orElse("\"" + name + "\" is not known here");
    }
}
