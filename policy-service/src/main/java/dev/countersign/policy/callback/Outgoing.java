package dev.countersign.policy.callback;

import java.time.Instant;
import java.util.UUID;

/**
 * A callback that this replica holds, to be sent now.
 *
 * @param attempt which attempt this is, counted from 1: tells this holder from one after it, should it take longer than its lease
 */
record Outgoing(
        UUID id,
        UUID evaluation,
        String agent,
        String url,
        String receiver,
        News news,
        Instant occurredAt,
        int attempt) {}
