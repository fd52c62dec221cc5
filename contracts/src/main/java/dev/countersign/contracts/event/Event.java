package dev.countersign.contracts.event;

import java.time.Instant;

/**
 * Something that happened. A published shape is never edited: a change is a new type ({@code ….v2}). Readers ignore fields that
 * they do not know.
 */
public sealed interface Event
        permits EvaluationEvent, ReviewEvent, QueueEvent, EscalationEvent, NotificationEvent, OversightEvent {

    /** The process it happened in. */
    String process();

    /** When it happened. */
    Instant at();

    /** What keeps it in order with its like: the evaluation's id, or the process for events about no evaluation. */
    String key();
}
