package dev.countersign.bench.review;

import dev.countersign.localstack.test.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** One of the sixteen, with a token that holds for the whole run. */
record Reviewer(String name, String token) {

    /** The team that all of them are in. */
    static final String TEAM = "bookings";

    private static final Duration LONG = Duration.ofHours(2);

    static List<Reviewer> team(int many) {
        return IntStream.rangeClosed(1, many)
                .mapToObj(number -> "reviewer-" + number)
                .map(name -> new Reviewer(name, token(name, "reviewer")))
                .toList();
    }

    static String token(String name, String role) {
        return Tokens.builder()
                .name(name)
                .roles(role)
                .expiresAt(Clock.systemUTC().instant().plus(LONG))
                .mint();
    }
}
