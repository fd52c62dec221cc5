package dev.countersign.policy.gitops;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "policy_file")
class PolicyFileEntity {

    @Id
    String file;

    @Column
    String state;

    @Column
    @Nullable
    String process;

    @Column
    String result;

    @Column
    @Nullable
    Integer version;

    @Column
    @Nullable
    UUID publication;

    @Column
    String findings;

    @Column(name = "handled_at")
    Instant handledAt;
}
