package dev.countersign.policy.halt;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Something that is stopped.
 *
 * @param name of the process or the agent; absent for everything
 * @param reason as whoever stopped it gave it
 */
@Schema(name = "Halt")
@RegisterForReflection
public record HaltView(HaltScope scope, @Nullable String name, String reason, String by, Instant at) {

    static HaltView of(HaltEntity entity) {
        HaltScope scope = HaltScope.of(entity.scope);
        return new HaltView(
                scope,
                scope == HaltScope.EVERYTHING ? null : entity.name,
                entity.reason,
                entity.haltedBy,
                entity.haltedAt);
    }

    /** All that is stopped, the longest first. */
    @Schema(name = "Halts")
    @RegisterForReflection
    public record All(List<HaltView> items) {}
}
