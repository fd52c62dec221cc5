package dev.countersign.queue.review;

import dev.countersign.queue.routing.Reach;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** One person who may see one review for a time; written by statements, read by queries. */
@Entity
@Table(name = "review_viewer")
@IdClass(ViewerEntity.Key.class)
@Immutable
class ViewerEntity {

    /** At any instant, a person has one row for a review. */
    record Key(UUID review, String person, Instant validFrom) implements Serializable {}

    @Id
    UUID review;

    @Id
    String person;

    @Id
    @Column(name = "valid_from")
    Instant validFrom;

    @Column(name = "valid_until")
    Instant validUntil;

    @Column
    @Enumerated(EnumType.STRING)
    Reach reach;

    @Column
    String because;

    @Column
    boolean open;

    @Column(name = "sort_at")
    Instant sortAt;
}
