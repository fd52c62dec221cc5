package dev.countersign.notification.delivery;

import dev.countersign.contracts.event.QueueEvent.QueueUnwatched;
import dev.countersign.notification.channel.Notice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is said of a queue that nobody watches. */
final class Unwatched {

    private Unwatched() {}

    /** Two sentences, with times as the reader's wall shows them. */
    static String sentence(QueueUnwatched queue, @Nullable String zone) {
        String waiting = queue.open() == 1
                ? "1 review waits for " + queue.ownerName() + ", since "
                : queue.open() + " reviews wait for " + queue.ownerName() + ", the oldest since ";
        Instant seen = queue.lastSeen();
        return waiting + Notice.text(queue.waitingSince(), zone) + ". "
                + (seen == null
                        ? "None of its owners has ever been seen here."
                        : "None of its owners has been seen since " + Notice.text(seen, zone) + ".");
    }
}
