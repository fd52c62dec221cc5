package dev.countersign.policy.receipt;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "receipt")
class ReceiptEntity {

    @Id
    UUID id;

    @Column
    UUID evaluation;

    @Column
    String process;

    @Column
    String agent;

    @Column
    String kind;

    @Column
    Instant since;

    @Column
    String detail;

    @Column(name = "due_at")
    Instant dueAt;

    /** Absent while it is expected to turn out well. */
    @Column(name = "opened_at")
    @Nullable
    Instant openedAt;

    @Column(name = "closed_at")
    @Nullable
    Instant closedAt;

    @Column(name = "closed_by")
    @Nullable
    String closedBy;

    @Column
    @Nullable
    String reason;
}
