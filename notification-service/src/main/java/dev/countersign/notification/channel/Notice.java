package dev.countersign.notification.channel;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one person is told about one review, or about a queue.
 *
 * @param delivery names the message once and for all, however often it is sent
 * @param review absent where it is about a queue
 * @param effect what approving would do, as the queue says it; made {@linkplain ShownText showable} here
 * @param decideBy when the review's clock ends; absent where it is about a queue
 * @param zone the reader's IANA zone, in which times are written; where absent or unknown, UTC
 */
public record Notice(
        UUID delivery,
        @Nullable UUID review,
        String process,
        Occasion occasion,
        String effect,
        @Nullable Instant decideBy,
        @Nullable String zone) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEEE d MMMM uuuu, HH:mm", Locale.ENGLISH);

    public Notice {
        Objects.requireNonNull(delivery, "delivery");
        process = ShownText.of(process);
        Objects.requireNonNull(occasion, "occasion");
        effect = ShownText.of(effect);
    }

    /** One line; the process and a text of ours. */
    public String subject() {
        return "[" + process + "] " + occasion.subject();
    }

    /** The end of the clock as its reader's wall shows it, zone included. */
    public String decideByText() {
        return decideBy == null ? "" : text(decideBy, zone);
    }

    /** Whether it is about what waits for somebody and not about one review. */
    public boolean aboutQueue() {
        return review == null;
    }

    /** An instant as the wall of somebody shows it, zone included; where the zone is absent or unknown, in UTC. */
    public static String text(Instant instant, @Nullable String zone) {
        ZoneId readers = zoneOrUtc(zone);
        return TIME.withZone(readers).format(instant) + " (" + (readers == ZoneOffset.UTC ? "UTC" : readers) + ")";
    }

    private static ZoneId zoneOrUtc(@Nullable String zone) {
        try {
            return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}
