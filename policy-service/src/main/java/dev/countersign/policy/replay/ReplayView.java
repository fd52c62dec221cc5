package dev.countersign.policy.replay;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a candidate policy would have answered to what was recorded within a time.
 *
 * @param version the candidate's, where it is a published version
 * @param from the first instant of that time
 * @param to the first instant after it
 */
@Schema(name = "Replay")
@RegisterForReflection
public record ReplayView(
        String process,
        @Nullable Integer version,
        Instant from,
        Instant to,
        ComparisonView comparison,
        Changed changed) {

    /**
     * A page of the evaluations whose outcome changes, in the order of recording.
     *
     * @param total of all pages
     * @param next goes into {@code cursor}, with the same body, for the page after this
     */
    @Schema(name = "ReplayChanged")
    @RegisterForReflection
    public record Changed(
            long total, List<ChangedView> items, @Nullable String next) {}
}
