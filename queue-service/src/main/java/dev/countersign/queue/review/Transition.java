package dev.countersign.queue.review;

/** What a command makes of a review. */
public sealed interface Transition {

    /** The review is now this. */
    record Moved(ReviewState next) implements Transition {}

    /** A person is told no; nothing changes. */
    record Refused(Refusal refusal) implements Transition {}

    /** It came too late, or again; nothing changes and nobody needs to know. */
    record Ignored(String why) implements Transition {}
}
