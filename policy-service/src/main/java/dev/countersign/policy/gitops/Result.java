package dev.countersign.policy.gitops;

import java.util.Locale;

/** What became of a file's content when it was handled. */
enum Result {
    /** It was published. */
    APPLIED,
    /** What was in force said the same already. */
    UNCHANGED,
    /** It loosens, and waits for a second person. */
    PROPOSED,
    /** It may not be published. */
    REFUSED,
    UNREADABLE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Result named(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
