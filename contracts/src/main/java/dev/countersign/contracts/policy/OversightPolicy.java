package dev.countersign.contracts.policy;

import dev.countersign.contracts.Defaulted;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happens after the fact.
 *
 * @param sample share, 0 to 1, of what proceeds without a person that is read by one afterwards
 * @param minutesByHand how long the work takes a person from scratch, for the time saved
 */
public record OversightPolicy(
        @Defaulted Double sample,
        @Nullable Loosen loosen,
        @Nullable Tighten tighten,
        @Nullable Double minutesByHand) {

    public OversightPolicy {
        sample = Objects.requireNonNullElse(sample, 0.0);
    }

    public static final OversightPolicy NONE = new OversightPolicy(0.0, null, null, null);

    /** From which unchanged-approval rate, held for how many weeks over how many reviews, a looser loop may be proposed. */
    public record Loosen(double unchanged, int weeks, int volume) {}

    /** From which escape rate, or below which unchanged-approval rate within the window, the loop tightens at once. */
    public record Tighten(double escapes, double unchanged, Duration window) {}
}
