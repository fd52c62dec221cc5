package dev.countersign.queue.watch;

import dev.countersign.contracts.Principal;
import java.time.Instant;

/**
 * What waits for one owner in one process.
 *
 * @param accountable who is accountable for the process
 * @param open how many reviews
 * @param since since when the oldest of them waits
 */
record WaitingQueue(String process, Principal owner, Principal accountable, long open, Instant since) {}
