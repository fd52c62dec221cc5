package dev.countersign.queue.review;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** The large part of a review: the evaluation as it was recorded, and what would be approved now. */
@Entity
@Table(name = "review_content")
@DynamicUpdate
class ContentEntity {

    @Id
    UUID review;

    /** The event that opened the review, as JSON; never changes. */
    @Column
    String recorded;

    /** What approving unchanged would approve, as JSON. */
    @Column
    String payload;

    /** How it came to its owner, as JSON. */
    @Column
    String trail;

    /** Why the policy last refused an approved payload, as JSON; absent where it never did. */
    @Nullable
    @Column
    String returned;
}
