package dev.countersign.queue.review;

import org.jspecify.annotations.Nullable;

/** What people write to a review: bounded, and without the one character that no database keeps. */
final class WrittenWords {

    /** In characters. */
    private static final int LONGEST = 4_000;

    private WrittenWords() {}

    static void check(@Nullable String text) {
        if (text != null && text.length() > LONGEST) {
            throw new IllegalArgumentException("must be at most " + LONGEST + " characters");
        }
        if (text != null && text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("must not have the character NUL");
        }
    }

    static void require(@Nullable String text, String sentence) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(sentence);
        }
        check(text);
    }
}
