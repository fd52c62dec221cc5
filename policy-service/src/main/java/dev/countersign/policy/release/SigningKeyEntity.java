package dev.countersign.policy.release;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "signing_key")
class SigningKeyEntity {

    @Id
    String id;

    @Column(name = "public_key")
    byte[] publicKey;

    /** Encrypted. */
    @Column(name = "private_key")
    byte[] privateKey;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "signs_from")
    Instant signsFrom;

    /** From then on it neither signs nor verifies. */
    @Column(name = "revoked_at")
    @Nullable
    Instant revokedAt;
}
