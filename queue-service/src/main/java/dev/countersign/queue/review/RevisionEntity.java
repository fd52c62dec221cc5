package dev.countersign.queue.review;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One payload of the agent. */
@Entity
@Table(name = "review_revision")
@IdClass(RevisionEntity.Key.class)
class RevisionEntity {

    /** One revision of one review. */
    record Key(UUID review, int revision) implements Serializable {}

    @Id
    UUID review;

    @Id
    int revision;

    @Column
    String payload;

    @Column
    String digest;

    @Nullable
    @Column
    String note;

    @Column
    Instant at;
}
