package dev.countersign.notification.preference;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a person wants to be told, by channel. */
public record PreferencesView(EmailView email) {

    public PreferencesView {
        Objects.requireNonNull(email, "email");
    }

    /** Absent means yes. Reminders, escalations and expiries are always sent, so there is no field for them. */
    public record EmailView(
            @Nullable Boolean opened,
            @Nullable Boolean reassigned,
            @Nullable Boolean reopened) {}

    static PreferencesView of(Preferences preferences) {
        return new PreferencesView(
                new EmailView(preferences.opened(), preferences.reassigned(), preferences.reopened()));
    }

    Preferences toPreferences() {
        return new Preferences(
                !Boolean.FALSE.equals(email.opened()),
                !Boolean.FALSE.equals(email.reassigned()),
                !Boolean.FALSE.equals(email.reopened()));
    }
}
