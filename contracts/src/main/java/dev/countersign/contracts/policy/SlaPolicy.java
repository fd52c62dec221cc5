package dev.countersign.contracts.policy;

import dev.countersign.contracts.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * By when, and what if not. All durations count from the opening of the review, in the calendar's working time.
 *
 * @param calendar when working time passes; absent: around the clock
 * @param pickUp somebody should be on it by then
 * @param decide it must be decided by then
 * @param steps what happens on the way, in any order
 */
public record SlaPolicy(
        @Nullable WorkingCalendar calendar, Duration pickUp, Duration decide, List<Step> steps, OnExpiry onExpiry) {

    public SlaPolicy {
        Objects.requireNonNull(pickUp, "pickUp");
        Objects.requireNonNull(decide, "decide");
        steps = steps == null ? List.of() : List.copyOf(steps);
        Objects.requireNonNull(onExpiry, "onExpiry");
    }

    /**
     * When working time passes.
     *
     * @param zone an IANA time zone
     * @param hours for example {@code MON-FRI 09:00-18:00}; several separated by commas
     * @param holidays an ISO 3166 country, optionally with a subdivision ({@code ES}, {@code ES-CT}); absent: none
     */
    public record WorkingCalendar(
            String zone, String hours, @Nullable String holidays) {
        public WorkingCalendar {
            Objects.requireNonNull(zone, "zone");
            Objects.requireNonNull(hours, "hours");
        }
    }

    /**
     * One step on the way to the deadline: exactly one of {@code remind} and {@code escalate}.
     *
     * @param remind {@code owner}: whoever owns the review then
     * @param escalate the principal that owns the review from then on
     */
    public record Step(
            Duration at, @Nullable String remind, @Nullable Principal escalate) {
        public Step {
            Objects.requireNonNull(at, "at");
            if ((remind == null) == (escalate == null)) {
                throw new IllegalArgumentException("a step either reminds or escalates");
            }
        }
    }
}
