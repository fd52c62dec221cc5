package dev.countersign.policy.publication;

import dev.countersign.policy.publishing.PolicyView;

/** What publishing came to. */
public sealed interface Answer {

    /** A new version is in force. */
    record Published(PolicyView version) implements Answer {}

    /** What is in force says the same already; nothing was recorded. */
    record Unchanged(PolicyView version) implements Answer {}

    /** It loosens, and waits for a second person. */
    record Waiting(PublicationView publication) implements Answer {}
}
