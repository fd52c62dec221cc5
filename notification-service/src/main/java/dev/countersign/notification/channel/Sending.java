package dev.countersign.notification.channel;

/** What came of one attempt to send. Its reasons are codes of ours: no addresses, no secrets, nothing a server wrote. */
public sealed interface Sending {

    /** The channel has taken it. */
    record Sent() implements Sending {}

    /** It did not work now; it may later. */
    record TryAgain(String reason) implements Sending {}

    /** It will not work, however often it is tried. */
    record Refused(String reason) implements Sending {}
}
