package dev.countersign.notification.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countersign.contracts.policy.SlaPolicy.WorkingCalendar;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingTimeTest {

    private static final String OFFICE = "MON-FRI 09:00-18:00";

    @Test
    void withoutACalendarAllTimeCounts() {
        Instant start = Instant.parse("2026-12-25T03:00:00Z");

        assertThat(WorkingTime.of(null).after(start, Duration.ofHours(30))).isEqualTo(start.plus(Duration.ofHours(30)));
    }

    @ParameterizedTest(name = "{0} + {1} = {2}")
    @CsvSource({
        // within a day
        "2026-11-23T09:30, PT15M, 2026-11-23T09:45",
        // ends exactly at closing: that day, not the next morning
        "2026-11-23T09:00, PT9H, 2026-11-23T18:00",
        // over night
        "2026-11-23T17:30, PT1H, 2026-11-24T09:30",
        // over the weekend
        "2026-11-27T17:00, PT4H, 2026-11-30T12:00",
        // started in closed hours
        "2026-11-28T12:00, PT4H, 2026-11-30T13:00",
        "2026-11-23T06:00, PT1M, 2026-11-23T09:01",
        "2026-11-23T18:00, PT1M, 2026-11-24T09:01",
        // nothing to wait for: now, or as soon as it opens
        "2026-11-23T10:00, PT0S, 2026-11-23T10:00",
        "2026-11-28T10:00, PT0S, 2026-11-30T09:00",
        "2026-11-23T10:00, PT-5M, 2026-11-23T10:00",
        // two weeks
        "2026-11-23T09:00, PT91H, 2026-12-07T10:00",
    })
    void inOfficeHours(String start, Duration duration, String end) {
        assertThat(after("Europe/Madrid", OFFICE, null, start, duration)).isEqualTo(LocalDateTime.parse(end));
    }

    @ParameterizedTest(name = "{0}: {1} + {2} = {3}")
    @CsvSource({
        // 6 January, Epiphany, is a holiday in Spain
        "ES, 2026-01-05T17:00, PT2H, 2026-01-07T10:00",
        // 11 September is one in Catalonia alone
        "ES-CT, 2026-09-10T17:00, PT2H, 2026-09-14T10:00",
        "ES, 2026-09-10T17:00, PT2H, 2026-09-11T10:00",
        // 15 August is one in all of Spain, in 2025 a Friday
        "ES-CT, 2025-08-14T17:00, PT2H, 2025-08-18T10:00",
    })
    void holidaysAreClosed(String place, String start, Duration duration, String end) {
        assertThat(after("Europe/Madrid", OFFICE, place, start, duration)).isEqualTo(LocalDateTime.parse(end));
    }

    @ParameterizedTest(name = "{0}: {1} + {2} = {3}")
    @CsvSource({
        // a night shift over the hour that is left out (29 March 2026, 02:00 becomes 03:00) is an hour shorter
        "MON-SUN 00:00-08:00, 2026-03-29T00:00, PT7H, 2026-03-29T08:00",
        "MON-SUN 00:00-08:00, 2026-03-29T01:30, PT1H, 2026-03-29T03:30",
        // over the hour that happens twice (25 October 2026, 03:00 becomes 02:00) it is an hour longer
        "MON-SUN 00:00-08:00, 2026-10-25T00:00, PT9H, 2026-10-25T08:00",
        // opening within the hour that is left out: when the clocks change
        "SUN 02:30-04:00, 2026-03-29T00:00, PT30M, 2026-03-29T03:30",
        // wholly within it: not open at all that day
        "SUN 02:15-02:45, 2026-03-29T00:00, PT10M, 2026-04-05T02:25",
        // office hours do not notice
        "MON-FRI 09:00-18:00, 2026-03-27T17:00, PT2H, 2026-03-30T10:00",
    })
    void clocksThatChange(String hours, String start, Duration duration, String end) {
        assertThat(after("Europe/Madrid", hours, null, start, duration)).isEqualTo(LocalDateTime.parse(end));
    }

    @ParameterizedTest(name = "{0}: {1} + {2} = {3}")
    @CsvSource(
            delimiter = ';',
            value = {
                "MON-THU 09:00-14:00, MON-THU 15:00-18:00, FRI 09:00-15:00; 2026-11-23T13:30; PT1H; 2026-11-23T15:30",
                "MON-THU 09:00-14:00, MON-THU 15:00-18:00, FRI 09:00-15:00; 2026-11-26T17:30; PT7H; 2026-11-30T09:30",
                "SAT-MON 10:00-12:00; 2026-11-23T11:00; PT2H; 2026-11-28T11:00",
                "mon-sun 22:00-24:00 , mon-sun 00:00-06:00; 2026-11-23T23:00; PT8H; 2026-11-24T23:00",
            })
    void severalHours(String hours, String start, Duration duration, String end) {
        LocalDateTime expected = LocalDateTime.parse(end);

        LocalDateTime reached = after("Europe/Madrid", hours, null, start, duration);

        assertThat(reached).isEqualTo(expected);
    }

    @Test
    void hoursThatTouchOrOverlapAreOneOpening() {
        WeeklyHours hours = WeeklyHours.parse("MON 09:00-12:00,MON 11:00-13:00,MON 13:00-14:00,MON 15:00-16:00");

        assertThat(hours.on(DayOfWeek.MONDAY))
                .containsExactly(new WeeklyHours.Opening(9 * 60, 14 * 60), new WeeklyHours.Opening(15 * 60, 16 * 60));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9 to 5 | \"9 TO 5\" are no working hours; write them like MON-FRI 09:00-18:00, several separated by commas",
                "MON 9:00-10:00, | \"MON 9:00-10:00\" are no working hours; write them like MON-FRI 09:00-18:00, several"
                        + " separated by commas",
                "MON 09:00-10:00, | \"\" are no working hours; write them like MON-FRI 09:00-18:00, several separated by"
                        + " commas",
                "MON-FRY 09:00-18:00 | \"FRY\" is no day; days are MON, TUE, WED, THU, FRI, SAT and SUN",
                "MON 25:00-26:00 | \"25:00\" in \"MON 25:00-26:00\" is no time of day",
                "MON 09:60-10:00 | \"09:60\" in \"MON 09:60-10:00\" is no time of day",
                "MON 18:00-09:00 | \"MON 18:00-09:00\" closes before it opens; write hours past midnight as two entries,"
                        + " one until 24:00 and one from 00:00 on the next day",
                "MON 09:00-09:00 | \"MON 09:00-09:00\" closes before it opens; write hours past midnight as two entries,"
                        + " one until 24:00 and one from 00:00 on the next day",
            })
    void wrongHoursAreRefusedInASentence(String hours, String sentence) {
        assertRefused("Europe/Madrid", hours, null, sentence);
    }

    @Test
    void aZoneThatIsNoneIsRefusedInASentence() {
        assertRefused("Madrid", OFFICE, null, "\"Madrid\" is no time zone; write one like Europe/Madrid");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Spain | \"Spain\" is no place; write a country like ES, or a part of it like ES-CT",
                "XX | no holidays are known for \"XX\"",
                "ES-XX | no holidays are known for \"ES-XX\"",
            })
    void aPlaceWithoutHolidaysIsRefusedInASentence(String place, String sentence) {
        assertRefused("Europe/Madrid", OFFICE, place, sentence);
    }

    @Test
    void aDurationThatTakesLongerThanTenYearsIsRefused() {
        WorkingTime aMinuteAWeek = WorkingTime.of(new WorkingCalendar("UTC", "MON 09:00-09:01", null));

        assertThatExceptionOfType(CalendarException.class)
                .isThrownBy(() -> aMinuteAWeek.after(Instant.parse("2026-11-22T00:00:00Z"), Duration.ofHours(10)))
                .withMessage("with these working hours, PT10H take longer than ten years");
    }

    private static void assertRefused(String zone, String hours, @Nullable String holidays, String sentence) {
        assertThatExceptionOfType(CalendarException.class)
                .isThrownBy(() -> WorkingTime.of(new WorkingCalendar(zone, hours, holidays)))
                .withMessage(sentence);
    }

    private static LocalDateTime after(
            String zone, String hours, @Nullable String holidays, String start, Duration duration) {
        ZoneId at = ZoneId.of(zone);
        Instant reached = WorkingTime.of(new WorkingCalendar(zone, hours, holidays))
                .after(LocalDateTime.parse(start).atZone(at).toInstant(), duration);
        return LocalDateTime.ofInstant(reached, at);
    }
}
