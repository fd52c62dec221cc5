package dev.countersign.policy.callback;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "callback_secret")
class SecretEntity {

    @Id
    UUID id;

    @Column
    String agent;

    /** Encrypted. */
    @Column
    byte[] secret;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "retires_at")
    @Nullable
    Instant retiresAt;
}
