package dev.countersign.policy.release;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs releases, without either half of it.
 *
 * @param id its {@code kid}
 * @param signsFrom before that, it is only published
 */
@Schema(name = "SigningKey")
@RegisterForReflection
public record KeyView(
        String id,
        Instant createdAt,
        Instant signsFrom,
        @Nullable Instant revokedAt) {

    static KeyView of(SigningKeyEntity entity) {
        return new KeyView(entity.id, entity.createdAt, entity.signsFrom, entity.revokedAt);
    }

    /** Every key there ever was, the newest first. */
    @Schema(name = "SigningKeys")
    @RegisterForReflection
    public record All(List<KeyView> items) {}
}
