package dev.countersign.queue.routing;

import dev.countersign.queue.directory.Period;

/**
 * The right of one person to decide a review.
 *
 * @param because why, said to the person: {@code Your team: Bookings}
 * @param note why, said about the person: {@code team Bookings}
 * @param period when it holds
 */
public record Standing(String person, Reach reach, String because, String note, Period period) {

    Standing because(String other) {
        return new Standing(person, reach, other, note, period);
    }

    public Standing during(Period other) {
        return new Standing(person, reach, because, note, other);
    }
}
