package dev.countersign.notification.preference;

import dev.countersign.contracts.event.NotificationEvent.Purpose;
import dev.countersign.notification.channel.Occasion;

/**
 * What a person wants to be told by e-mail of reviews as they come in. Reminders, escalations, expiries and queues that nobody
 * watches cannot be muted: of every review that nobody decides, somebody hears before it ends.
 */
public record Preferences(boolean opened, boolean reassigned, boolean reopened) {

    /** Of a person who has said nothing. */
    public static final Preferences EVERYTHING = new Preferences(true, true, true);

    /** Whether this person does not want to be told. */
    public boolean mute(Occasion occasion) {
        return occasion.mutable() && !wants(occasion.purpose());
    }

    private boolean wants(Purpose purpose) {
        return switch (purpose) {
            case OPENED -> opened;
            case REASSIGNED -> reassigned;
            case REOPENED -> reopened;
            case REMINDER, EXPIRED -> true;
        };
    }
}
