package dev.countersign.policy.publication;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "policy_draft")
class DraftEntity {

    @Id
    String process;

    /** Of this state of the draft, never of another one. */
    @Column
    UUID tag;

    @Column
    boolean json;

    @Column
    String source;

    @Column(name = "changed_by")
    String changedBy;

    @Column(name = "changed_at")
    Instant changedAt;
}
