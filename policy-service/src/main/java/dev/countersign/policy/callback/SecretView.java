package dev.countersign.policy.callback;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A secret that callbacks are signed with.
 *
 * @param secret shown when it is made and never again
 * @param retiresAt until when it signs beside its successor; absent for the current one
 */
@Schema(name = "CallbackSecret")
@RegisterForReflection
public record SecretView(
        UUID id,
        @Nullable String secret,
        Instant createdAt,
        @Nullable Instant retiresAt) {

    /** Those that sign now, newest first. */
    @Schema(name = "CallbackSecrets")
    @RegisterForReflection
    public record All(List<SecretView> items) {}

    static SecretView of(SecretEntity entity) {
        return new SecretView(entity.id, null, entity.createdAt, entity.retiresAt);
    }

    static SecretView once(SecretEntity entity, Secret secret) {
        return new SecretView(entity.id, secret.text(), entity.createdAt, null);
    }
}
