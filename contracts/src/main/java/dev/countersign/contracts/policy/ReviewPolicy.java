package dev.countersign.contracts.policy;

import dev.countersign.contracts.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who reviews, with what information.
 *
 * @param owner CEL over {@code action} and {@code case}: a principal, or a list of principals in order
 * @param fallback who owns a review whose owner expression names nobody
 * @param approvals CEL that yields how many distinct people must approve; absent: one
 * @param requires what a proposal must bring along
 * @param rejectReasons the reasons that a reviewer may choose from
 * @param freshFor a decision older than this must pass the policy again before its release
 * @param readingTime an approval is taken no sooner than this after the queue first showed the payload to whoever gives it
 * @param reasonWhen CEL over the payload that would be approved: an approval needs a sentence of reason where this holds
 */
public record ReviewPolicy(
        String owner,
        Principal fallback,
        @Nullable String approvals,
        List<RequiredContext> requires,
        List<String> rejectReasons,
        @Nullable Duration freshFor,
        @Nullable Duration readingTime,
        @Nullable String reasonWhen) {

    public ReviewPolicy {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(fallback, "fallback");
        requires = requires == null ? List.of() : List.copyOf(requires);
        rejectReasons = rejectReasons == null ? List.of() : List.copyOf(rejectReasons);
    }
}
