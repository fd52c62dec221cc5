package dev.countersign.notification.clock;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.EscalationEvent.ReminderCause;
import dev.countersign.contracts.policy.OnExpiry;
import java.time.Instant;

/** What a clock does at an instant. */
public sealed interface Firing {

    /** The instant it is planned for; it may be carried out later, never earlier. */
    Instant dueAt();

    /** Whoever owns the review then is reminded. */
    record Reminder(Instant dueAt, ReminderCause cause) implements Firing {}

    /** The review should go to somebody else. */
    record Escalation(Instant dueAt, Principal to) implements Firing {}

    /** Nobody decided in time; the clock has ended. */
    record Expiry(Instant dueAt, OnExpiry onExpiry) implements Firing {}
}
