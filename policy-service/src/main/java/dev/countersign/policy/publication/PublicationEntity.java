package dev.countersign.policy.publication;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "policy_publication")
class PublicationEntity {

    @Id
    UUID id;

    @Column
    String process;

    @Column(name = "base_version")
    int baseVersion;

    @Column
    String document;

    @Column
    String loosens;

    @Column
    @Nullable
    UUID draft;

    @Column(name = "restored_from")
    @Nullable
    Integer restoredFrom;

    @Column
    String status;

    @Column(name = "proposed_by")
    String proposedBy;

    @Column(name = "proposed_at")
    Instant proposedAt;

    @Column(name = "settled_by")
    @Nullable
    String settledBy;

    @Column(name = "settled_at")
    @Nullable
    Instant settledAt;

    @Column
    @Nullable
    String reason;

    @Column
    @Nullable
    Integer version;

    Status status() {
        return Status.named(status).orElseThrow();
    }

    void settle(Status as, @Nullable String by, @Nullable String why, Instant at) {
        status = as.word();
        settledBy = by;
        reason = why;
        settledAt = at;
    }

    /** Nobody can agree to it any more, unless somebody has already. */
    void supersede(String why, Instant at) {
        if (status() == Status.WAITING_FOR_SECOND_PERSON) {
            settle(Status.SUPERSEDED, null, why, at);
        }
    }
}
