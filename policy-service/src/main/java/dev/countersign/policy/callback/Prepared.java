package dev.countersign.policy.callback;

/** Where preparing an attempt has led. */
sealed interface Prepared {

    Outgoing outgoing();

    record Ready(Outgoing outgoing, Letter letter) implements Prepared {}

    /** Nothing is to be sent: the outcome is known. */
    record Settled(Outgoing outgoing, Outcome outcome) implements Prepared {}

    /** Something failed on our side; the lease ends, and somebody tries again. */
    record Left(Outgoing outgoing) implements Prepared {}
}
