package dev.countersign.queue.preference;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;

/** The preferences of one person. */
@Entity
@Table(name = "preference")
@DynamicUpdate
class PreferenceEntity {

    @Id
    String person;

    /** Counts what was stored, from 1. */
    @Column
    int version;

    @Column
    String document;

    @Column(name = "changed_at")
    Instant changedAt;
}
