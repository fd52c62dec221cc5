package dev.countersign.policy.hindsight;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known afterwards about one evaluation.
 *
 * @param errors why it is known to have been wrong: decisions other than {@code approved}, and {@code escape-<how it was found>};
 *     empty where nothing is known against it
 * @param review how long people were on its review, from picking it up to deciding; absent where that was not recorded
 */
public record Hindsight(List<String> errors, @Nullable Duration review) {

    public static final Hindsight NONE = new Hindsight(List.of(), null);

    public Hindsight {
        errors = List.copyOf(errors);
    }

    public boolean isKnownError() {
        return !errors.isEmpty();
    }
}
