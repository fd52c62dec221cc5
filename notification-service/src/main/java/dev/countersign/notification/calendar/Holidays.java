package dev.countersign.notification.calendar;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Pattern;

/** The days on which a place does not work. */
@FunctionalInterface
interface Holidays {

    Pattern PLACE = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?");

    /** Every day counts. */
    Holidays NONE = date -> false;

    boolean includes(LocalDate date);

    /**
     * The public holidays of an ISO 3166 country ({@code ES}) or of one of its subdivisions ({@code ES-CT}: the country's and its
     * own).
     *
     * @throws CalendarException when no holidays are known for that place
     */
    static Holidays of(String place) {
        if (!PLACE.matcher(place).matches()) {
            throw new CalendarException(
                    "\"" + place + "\" is no place; write a country like ES, or a part of it like ES-CT");
        }
        String[] parts = place.toLowerCase(Locale.ROOT).split("-", 2);
        if (!HolidayManager.getSupportedCalendarCodes().contains(parts[0].toUpperCase(Locale.ROOT))) {
            throw new CalendarException("no holidays are known for \"" + place + "\"");
        }
        HolidayManager country = HolidayManager.getInstance(ManagerParameters.create(parts[0]));
        if (parts.length == 1) {
            return date -> country.isHoliday(date, HolidayType.PUBLIC_HOLIDAY);
        }
        CalendarHierarchy subdivisions = country.getCalendarHierarchy();
        if (!subdivisions.getChildren().containsKey(parts[1])) {
            throw new CalendarException("no holidays are known for \"" + place + "\"");
        }
        return date -> country.isHoliday(date, HolidayType.PUBLIC_HOLIDAY, parts[1]);
    }
}
