package dev.countersign.audit.metric;

import static java.time.temporal.ChronoUnit.DAYS;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/** From an instant (included) to another (excluded). */
public record Period(Instant from, Instant to) {

    public Period {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a period begins before it ends");
        }
    }

    /** The whole days or weeks (UTC, from Monday) that the period touches, cut to the period at both ends, by the date they begin at. */
    public List<Bucket> buckets(Grouping by) {
        int days = by == Grouping.WEEK ? 7 : 1;
        LocalDate first = from.atOffset(ZoneOffset.UTC).toLocalDate();
        LocalDate start = by == Grouping.WEEK ? first.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)) : first;
        List<Bucket> buckets = new ArrayList<>();
        for (LocalDate date = start; midnight(date).isBefore(to); date = date.plusDays(days)) {
            Instant end = midnight(date.plusDays(days));
            buckets.add(
                    new Bucket(date.toString(), new Period(later(midnight(date), from), end.isBefore(to) ? end : to)));
        }
        return buckets;
    }

    /** How many days it touches at most. */
    public long days() {
        return DAYS.between(from, to) + 2;
    }

    /**
     * A part of the period.
     *
     * @param key the date it begins at, for example {@code 2026-11-16}
     */
    public record Bucket(String key, Period period) {}

    private static Instant midnight(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
