package dev.countersign.notification.calendar;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The open hours of each day of the week, read from {@code MON-FRI 09:00-18:00}; several such entries are separated by commas.
 * Days are MON to SUN, a range of days may run over the weekend ({@code SAT-MON}); times are local, {@code 24:00} is the end of
 * the day. Hours that overlap or touch become one opening.
 *
 * @param byDay openings in order, disjoint; a day that is closed is absent
 */
record WeeklyHours(Map<DayOfWeek, List<Opening>> byDay) {

    private static final Pattern ENTRY =
            Pattern.compile("([A-Z]{3})(?:-([A-Z]{3}))?\\s+(\\d{2}):(\\d{2})-(\\d{2}):(\\d{2})");
    private static final int MINUTES_A_DAY = 24 * 60;

    WeeklyHours {
        byDay = Map.copyOf(byDay);
    }

    /** One opening of a day, in minutes since the day began; {@code to} may be 1440, the end of the day. */
    record Opening(int from, int to) {

        LocalTime opens() {
            return LocalTime.ofSecondOfDay(from * 60L);
        }

        /** Empty where it closes with the day. */
        Optional<LocalTime> closes() {
            return to == MINUTES_A_DAY ? Optional.empty() : Optional.of(LocalTime.ofSecondOfDay(to * 60L));
        }
    }

    /** Reads the hours, or says in a {@link CalendarException} what is wrong with them. */
    static WeeklyHours parse(String text) {
        Map<DayOfWeek, List<Opening>> openings = new EnumMap<>(DayOfWeek.class);
        for (String entry : text.split(",", -1)) {
            addEntry(openings, entry.strip().toUpperCase(Locale.ROOT));
        }
        openings.replaceAll((day, hours) -> merged(hours));
        return new WeeklyHours(openings);
    }

    List<Opening> on(DayOfWeek day) {
        return byDay.getOrDefault(day, List.of());
    }

    private static void addEntry(Map<DayOfWeek, List<Opening>> openings, String entry) {
        Matcher matcher = ENTRY.matcher(entry);
        if (!matcher.matches()) {
            throw new CalendarException("\"" + entry
                    + "\" are no working hours; write them like MON-FRI 09:00-18:00, several separated by commas");
        }
        DayOfWeek first = day(matcher.group(1));
        DayOfWeek last = matcher.group(2) == null ? first : day(matcher.group(2));
        Opening opening = new Opening(
                minutes(entry, matcher.group(3), matcher.group(4)), minutes(entry, matcher.group(5), matcher.group(6)));
        if (opening.from() >= opening.to()) {
            throw new CalendarException(
                    "\"" + entry + "\" closes before it opens; write hours past midnight as two entries, "
                            + "one until 24:00 and one from 00:00 on the next day");
        }
        for (DayOfWeek day = first; ; day = day.plus(1)) {
            openings.computeIfAbsent(day, d -> new ArrayList<>()).add(opening);
            if (day == last) {
                return;
            }
        }
    }

    private static DayOfWeek day(String name) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> day.name().startsWith(name))
                .findFirst()
                .orElseThrow(() -> new CalendarException(
                        "\"" + name + "\" is no day; days are MON, TUE, WED, THU, FRI, SAT and SUN"));
    }

    private static int minutes(String entry, String hour, String minute) {
        int minutes = Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
        if (Integer.parseInt(minute) > 59 || minutes > MINUTES_A_DAY) {
            throw new CalendarException("\"" + hour + ":" + minute + "\" in \"" + entry + "\" is no time of day");
        }
        return minutes;
    }

    private static List<Opening> merged(List<Opening> openings) {
        List<Opening> merged = new ArrayList<>();
        for (Opening next :
                openings.stream().sorted(Comparator.comparingInt(Opening::from)).toList()) {
            Opening last = merged.isEmpty() ? null : merged.getLast();
            if (last == null || next.from() > last.to()) {
                merged.add(next);
            } else {
                merged.set(merged.size() - 1, new Opening(last.from(), Math.max(last.to(), next.to())));
            }
        }
        return List.copyOf(merged);
    }
}
