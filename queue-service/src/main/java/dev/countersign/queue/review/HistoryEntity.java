package dev.countersign.queue.review;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One line of a review's history. */
@Entity
@Table(name = "review_history")
@Immutable
class HistoryEntity {

    @Id
    UUID id;

    @Column
    UUID review;

    @Column
    @Enumerated(EnumType.STRING)
    What what;

    /** A person's id; absent where no person did it. */
    @Nullable
    @Column(name = "by")
    String person;

    @Nullable
    @Column
    String detail;

    /** How whoever did it had looked, as JSON; absent where it does not matter. */
    @Nullable
    @Column
    String attention;

    @Column
    Instant at;
}
