package dev.countersign.policy.escape;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who reported an escape, and when. What was wrong is in the event. */
@Entity
@Table(name = "escape_claim")
class EscapeClaimEntity {

    @Id
    UUID id;

    @Column
    UUID evaluation;

    @Column(name = "reported_by")
    String reportedBy;

    @Column(name = "reported_at")
    Instant reportedAt;

    @Column(name = "idempotency_key")
    @Nullable
    String idempotencyKey;

    @Column(name = "request_digest")
    String requestDigest;
}
