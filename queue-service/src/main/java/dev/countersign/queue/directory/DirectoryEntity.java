package dev.countersign.queue.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The one row that holds the directory. */
@Entity
@Table(name = "directory")
class DirectoryEntity {

    @Id
    boolean single;

    @Column
    long version;

    /** A {@link DirectoryDocument} as JSON. */
    @Column
    String document;

    @Nullable
    @Column(name = "changed_by")
    String changedBy;

    @Column(name = "changed_at")
    Instant changedAt;
}
