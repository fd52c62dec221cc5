package dev.countersign.notification.calendar;

import dev.countersign.contracts.policy.SlaPolicy.WorkingCalendar;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Time as it passes for people at work. Values are immutable and safe to share.
 *
 * <p>What holds, over daylight-saving changes and holidays: {@code after(after(t, a), b)} is {@code after(t, a + b)}; a later start
 * never ends earlier; the result lies within open hours, their closing instant included, so that nine hours from opening end at
 * closing and not on the next morning.
 */
public sealed interface WorkingTime {

    /** All time counts. */
    WorkingTime AROUND_THE_CLOCK = new Always();

    /**
     * The instant at which this much working time has passed. A duration below zero counts as zero; zero from within closed hours
     * is the next opening.
     *
     * @throws CalendarException when that instant is more than ten years away
     */
    Instant after(Instant start, Duration duration);

    /**
     * Reads a policy's calendar; absent means around the clock.
     *
     * @throws CalendarException with a sentence, when zone, hours or holidays are none
     */
    static WorkingTime of(@Nullable WorkingCalendar calendar) {
        if (calendar == null) {
            return AROUND_THE_CLOCK;
        }
        Holidays holidays = calendar.holidays() == null ? Holidays.NONE : Holidays.of(calendar.holidays());
        return new Hours(zone(calendar.zone()), WeeklyHours.parse(calendar.hours()), holidays);
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new CalendarException("\"" + name + "\" is no time zone; write one like Europe/Madrid");
        }
    }

    /** Around the clock. */
    record Always() implements WorkingTime {
        @Override
        public Instant after(Instant start, Duration duration) {
            return duration.isNegative() ? start : start.plus(duration);
        }
    }

    /** Weekly hours in a zone, holidays closed. */
    record Hours(ZoneId zone, WeeklyHours weekly, Holidays holidays) implements WorkingTime {

        private static final int HORIZON_DAYS = 3660;

        @Override
        public Instant after(Instant start, Duration duration) {
            Duration left = duration.isNegative() ? Duration.ZERO : duration;
            // From the day before: what closed at midnight still holds its closing instant.
            LocalDate day = LocalDate.ofInstant(start, zone).minusDays(1);
            for (int i = 0; i < HORIZON_DAYS; i++, day = day.plusDays(1)) {
                for (Span span : openOn(day)) {
                    Duration open = span.from(start);
                    if (open.compareTo(left) >= 0) {
                        return span.later(start).plus(left);
                    }
                    left = open.isNegative() ? left : left.minus(open);
                }
            }
            throw new CalendarException("with these working hours, " + duration + " take longer than ten years");
        }

        private List<Span> openOn(LocalDate day) {
            List<WeeklyHours.Opening> openings = weekly.on(day.getDayOfWeek());
            if (openings.isEmpty() || holidays.includes(day)) {
                return List.of();
            }
            List<Span> spans = new ArrayList<>(openings.size());
            for (WeeklyHours.Opening opening : openings) {
                Instant from = instant(day.atTime(opening.opens()));
                Instant to = instant(opening.closes()
                        .map(day::atTime)
                        .orElseGet(() -> day.plusDays(1).atTime(LocalTime.MIDNIGHT)));
                if (from.isBefore(to)) {
                    spans.add(new Span(from, to));
                }
            }
            return spans;
        }

        /**
         * A local time as an instant: one that a change of the clocks leaves out is the instant of that change, of one that happens
         * twice the first. So order is kept, and openings that are disjoint on the wall are disjoint in time.
         */
        private Instant instant(LocalDateTime local) {
            ZoneOffsetTransition change = zone.getRules().getTransition(local);
            return change != null && change.isGap()
                    ? change.getInstant()
                    : local.atZone(zone).toInstant();
        }
    }

    /** One stretch of open time; {@code from} before {@code to}. */
    record Span(Instant from, Instant to) {

        Instant later(Instant start) {
            return start.isAfter(from) ? start : from;
        }

        /** How much of it is left from {@code start} on; negative when it is over. */
        Duration from(Instant start) {
            return Duration.between(later(start), to);
        }
    }
}
