package dev.countersign.policy.gitops;

import dev.countersign.policy.publication.Status;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a file and what is in force stand to each other. */
enum FileStatus {
    /** In force as it was published from the file. */
    APPLIED,
    /** In force, and was before the file said so. */
    UNCHANGED,
    WAITING_FOR_SECOND_PERSON,
    /** Somebody declined it; it is proposed again once it changes. */
    DECLINED,
    /** Somebody published another version by hand; the file is applied again once it changes. */
    DRIFTED,
    REFUSED,
    UNREADABLE,
    /** The file is gone; what it last said stays in force. */
    MISSING;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether somebody who looks after the files has something to do. */
    boolean isTrouble() {
        return this == REFUSED || this == UNREADABLE;
    }

    /**
     * How a file stands that is there.
     *
     * @param publication where its publication stands, if it needed a second person
     * @param inForce whether what it said is what is in force
     */
    static FileStatus of(Result result, @Nullable Status publication, boolean inForce) {
        return switch (result) {
            case REFUSED -> REFUSED;
            case UNREADABLE -> UNREADABLE;
            case APPLIED -> inForce ? APPLIED : DRIFTED;
            case UNCHANGED -> inForce ? UNCHANGED : DRIFTED;
            case PROPOSED -> proposed(publication == null ? Status.SUPERSEDED : publication, inForce);
        };
    }

    private static FileStatus proposed(Status publication, boolean inForce) {
        return switch (publication) {
            case WAITING_FOR_SECOND_PERSON -> WAITING_FOR_SECOND_PERSON;
            case DECLINED -> DECLINED;
            case PUBLISHED -> inForce ? APPLIED : DRIFTED;
            case SUPERSEDED -> DRIFTED;
        };
    }
}
