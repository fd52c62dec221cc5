package dev.countersign.policy.gitops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.countersign.contracts.Json;
import dev.countersign.problems.Violation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A policy file as it is shown.
 *
 * @param process absent where the file does not say
 * @param version what its content was published as, or was found to be
 * @param inForce the version of the process that is in force; another one, where somebody published by hand
 * @param publication where it needs or needed a second person
 * @param findings what is wrong with it, by JSON Pointer
 * @param at when its content was handled
 */
@Schema(name = "PolicyFile")
@RegisterForReflection
public record PolicyFileView(
        String file,
        @Nullable String process,

        @Schema(
                enumeration = {
                    "applied",
                    "unchanged",
                    "waiting-for-second-person",
                    "declined",
                    "drifted",
                    "refused",
                    "unreadable",
                    "missing"
                })
        String status,

        @Nullable Integer version,
        @Nullable Integer inForce,
        @Nullable UUID publication,
        List<Violation> findings,
        Instant at) {

    private static final TypeReference<List<Violation>> FINDINGS = new TypeReference<>() {};

    /**
     * All files, by name.
     *
     * @param enabled whether there is a folder at all
     * @param problem why the folder cannot be read, where it cannot
     */
    @Schema(name = "PolicyFiles")
    @RegisterForReflection
    public record All(boolean enabled, @Nullable String problem, List<PolicyFileView> items) {}

    static PolicyFileView of(
            PolicyFileEntity entity, FileStatus status, @Nullable Integer version, @Nullable Integer inForce) {
        return new PolicyFileView(
                entity.file,
                entity.process,
                status.word(),
                version,
                inForce,
                entity.publication,
                findings(entity.findings),
                entity.handledAt);
    }

    private static List<Violation> findings(String stored) {
        try {
            return Json.mapper().readValue(stored, FINDINGS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored findings cannot be read any more", e);
        }
    }
}
