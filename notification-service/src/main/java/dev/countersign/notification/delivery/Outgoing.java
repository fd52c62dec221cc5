package dev.countersign.notification.delivery;

import dev.countersign.notification.channel.Notice;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that this replica holds, to be sent now.
 *
 * @param evaluation absent where it is about a queue
 * @param attempt which attempt this is, counted from 1: tells this holder from one after it, should it take longer than its lease
 */
record Outgoing(UUID id, @Nullable UUID evaluation, int attempt, String address, Notice notice) {}
