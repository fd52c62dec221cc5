package dev.countersign.notification.delivery;

import dev.countersign.notification.channel.Notice;
import java.util.UUID;

/**
 * A delivery that this replica holds, to be sent now.
 *
 * @param attempt which attempt this is, counted from 1: tells this holder from one after it, should it take longer than its lease
 */
record Outgoing(UUID id, UUID evaluation, int attempt, String address, Notice notice) {}
