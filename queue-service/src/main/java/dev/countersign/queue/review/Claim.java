package dev.countersign.queue.review;

import java.time.Instant;

/**
 * Somebody is on it, for a while.
 *
 * @param by a person's id
 * @param until when the claim lapses, unless it is renewed
 */
public record Claim(String by, Instant until) {

    boolean holdsAt(Instant now) {
        return now.isBefore(until);
    }
}
