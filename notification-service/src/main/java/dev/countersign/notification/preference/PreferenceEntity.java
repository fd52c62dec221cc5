package dev.countersign.notification.preference;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One person's {@link Preferences} as the database has them. */
@Entity
@Table(name = "preference")
public class PreferenceEntity {

    @Id
    public String person;

    public boolean opened;

    public boolean reassigned;

    public boolean reopened;

    @Column(name = "updated_at")
    public Instant updatedAt;

    Preferences toPreferences() {
        return new Preferences(opened, reassigned, reopened);
    }
}
