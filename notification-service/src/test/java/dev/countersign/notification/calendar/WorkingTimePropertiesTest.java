package dev.countersign.notification.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.contracts.policy.SlaPolicy.WorkingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for any calendar, start and duration; over 2026 and 2027 in zones whose clocks change by an hour, by half, at midnight, or never. */
class WorkingTimePropertiesTest {

    private static final List<String> ZONES =
            List.of("Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "America/Havana", "Asia/Tokyo", "UTC");
    private static final List<String> HOURS = List.of(
            "MON-FRI 09:00-18:00",
            "MON-SUN 00:00-24:00",
            "SAT-SUN 00:00-24:00",
            "MON-SUN 22:00-24:00,MON-SUN 00:00-06:00",
            "SUN 01:30-02:30,SUN 02:30-03:30",
            "MON-THU 09:00-14:00,MON-THU 15:30-18:15,FRI 08:00-08:01");
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void splittingADurationChangesNothing(long seed) {
        cases(seed, (random, working, start) -> {
            Duration first = duration(random);
            Duration second = duration(random);
            assertThat(working.after(working.after(start, first), second))
                    .as("seed %d: %s from %s, %s then %s", seed, working, start, first, second)
                    .isEqualTo(working.after(start, first.plus(second)));
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void itNeverEndsInAClosedHour(long seed) {
        cases(seed, (random, working, start) -> {
            Duration duration = duration(random);
            Instant end = working.after(start, duration);
            assertThat(open((WorkingTime.Hours) working, end))
                    .as("seed %d: %s from %s, %s ends %s", seed, working, start, duration, end)
                    .isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void aLaterStartOrALongerTimeNeverEndsEarlier(long seed) {
        cases(seed, (random, working, start) -> {
            Duration duration = duration(random);
            Duration later = duration(random);
            Instant end = working.after(start, duration);
            assertThat(working.after(start.plus(later), duration))
                    .as("seed %d: %s from %s, %s", seed, working, start, duration)
                    .isAfterOrEqualTo(end);
            assertThat(working.after(start, duration.plus(later))).isAfterOrEqualTo(end);
            assertThat(Duration.between(start, end)).isGreaterThanOrEqualTo(duration);
        });
    }

    @Test
    void openAllWeekIsAroundTheClockWhateverTheZoneDoes() {
        cases(10, (random, working, start) -> {
            WorkingTime.Hours hours = (WorkingTime.Hours) working;
            WorkingTime always = WorkingTime.of(new WorkingCalendar(hours.zone().getId(), "MON-SUN 00:00-24:00", null));
            Duration duration = duration(random);
            assertThat(always.after(start, duration)).isEqualTo(start.plus(duration));
        });
    }

    private interface Property {
        void check(Random random, WorkingTime working, Instant start);
    }

    private static void cases(long seed, Property property) {
        Random random = new Random(seed);
        for (int i = 0; i < 1500; i++) {
            String zone = ZONES.get(random.nextInt(ZONES.size()));
            String hours = HOURS.get(random.nextInt(HOURS.size()));
            String holidays = random.nextInt(3) == 0 ? "ES-CT" : null;
            Instant start =
                    FROM.plusSeconds(random.nextLong(Duration.ofDays(700).toMinutes()) * 60);
            property.check(random, WorkingTime.of(new WorkingCalendar(zone, hours, holidays)), start);
        }
    }

    private static Duration duration(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Duration.ZERO;
            case 1 -> Duration.ofMinutes(random.nextInt(30));
            case 2 -> Duration.ofMinutes(30L * random.nextInt(20));
            default -> Duration.ofSeconds(random.nextInt(60 * 60 * 40));
        };
    }

    /** By the wall: the local time lies in an opening of a day that is no holiday, or is the instant at which one closes. */
    private static boolean open(WorkingTime.Hours working, Instant instant) {
        return openAt(working, LocalDateTime.ofInstant(instant, working.zone()))
                || openAt(working, justBefore(instant, working.zone()));
    }

    private static LocalDateTime justBefore(Instant instant, ZoneId zone) {
        return LocalDateTime.ofInstant(instant.minusNanos(1), zone);
    }

    private static boolean openAt(WorkingTime.Hours working, LocalDateTime local) {
        LocalDate day = local.toLocalDate();
        LocalTime time = local.toLocalTime();
        return !working.holidays().includes(day)
                && working.weekly().on(day.getDayOfWeek()).stream()
                        .anyMatch(opening -> !time.isBefore(opening.opens())
                                && opening.closes().map(time::isBefore).orElse(true));
    }
}
