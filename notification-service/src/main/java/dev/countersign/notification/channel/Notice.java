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
 * What one person is told about one review.
 *
 * @param delivery names the message once and for all, however often it is sent
 * @param effect what approving would do, as the queue says it; made {@linkplain ShownText showable} here
 * @param decideBy when the review's clock ends
 * @param zone the reader's IANA zone, in which times are written; where absent or unknown, UTC
 */
public record Notice(
        UUID delivery,
        UUID review,
        String process,
        Occasion occasion,
        String effect,
        Instant decideBy,
        @Nullable String zone) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEEE d MMMM uuuu, HH:mm", Locale.ENGLISH);

    public Notice {
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(review, "review");
        process = ShownText.of(process);
        Objects.requireNonNull(occasion, "occasion");
        effect = ShownText.of(effect);
        Objects.requireNonNull(decideBy, "decideBy");
    }

    /** One line; the process and a text of ours. */
    public String subject() {
        return "[" + process + "] " + occasion.subject();
    }

    /** The end of the clock as its reader's wall shows it, zone included. */
    public String decideByText() {
        ZoneId readers = zoneOrUtc();
        return TIME.withZone(readers).format(decideBy) + " (" + (readers == ZoneOffset.UTC ? "UTC" : readers) + ")";
    }

    private ZoneId zoneOrUtc() {
        try {
            return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}
