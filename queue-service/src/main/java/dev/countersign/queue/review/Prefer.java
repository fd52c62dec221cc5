package dev.countersign.queue.review;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a client would rather have back, as {@code Prefer} (RFC 7240) says it. What is not known here is passed over.
 *
 * @param headers as they came, any number of them
 */
record Prefer(List<String> headers) {

    static final String HEADER = "Prefer";
    static final String APPLIED = "Preference-Applied";
    static final String MINIMAL = "return=minimal";

    private static final Pattern RETURN = Pattern.compile("\\s*return\\s*=\\s*\"?([a-z-]+)\"?\\s*(?:;.*)?");

    /** Whether the new version is enough, without the review. Of contradicting preferences the first one counts. */
    boolean minimal() {
        return headers.stream()
                .flatMap(header -> Stream.of(header.toLowerCase(Locale.ROOT).split(",", -1)))
                .map(RETURN::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .findFirst()
                .equals(Optional.of("minimal"));
    }
}
