package dev.countersign.policy.gitops;

import dev.countersign.policy.identity.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Policies as files, over HTTP. */
@Path("/v1/policies/files")
@RolesAllowed(Roles.PROCESS_OWNER)
@Tag(name = "Policies")
public class PolicyFileResource {

    private final ReconciliationService reconciliation;
    private final PolicyFileService files;
    private final PoliciesConfig config;

    PolicyFileResource(ReconciliationService reconciliation, PolicyFileService files, PoliciesConfig config) {
        this.reconciliation = reconciliation;
        this.files = files;
        this.config = config;
    }

    @GET
    @Operation(
            summary = "Policies that are kept as files, and how each stands",
            description = "A file is published when it has changed. One that is drifted is not in force, because "
                    + "somebody published another version by hand since.")
    public Uni<PolicyFileView.All> all() {
        ReconciliationService.Reading reading = reconciliation.reading();
        return files.all(reading)
                .map(items -> new PolicyFileView.All(
                        config.folder().isPresent(), reading.problem().orElse(null), items));
    }
}
