package dev.countersign.audit.evidence;

import dev.countersign.audit.evidence.EvidenceView.Heard;
import dev.countersign.audit.log.CheckpointRepository;
import dev.countersign.audit.log.CheckpointRepository.Published;
import dev.countersign.audit.log.TileRepository;
import dev.countersign.audit.merkle.Proofs;
import dev.countersign.audit.merkle.TileAddress;
import dev.countersign.problems.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.MDC;

/** Evidence, with its proofs. */
@Path("/v1/evidence")
@RolesAllowed({"auditor", "process-owner"})
@Tag(name = "evidence", description = "What happened, and can you prove it?")
public class EvidenceResource {

    private final Pool pool;
    private final EvidenceRepository evidence;
    private final CheckpointRepository checkpoints;
    private final TileRepository tiles;

    EvidenceResource(Pool pool, EvidenceRepository evidence, CheckpointRepository checkpoints, TileRepository tiles) {
        this.pool = pool;
        this.evidence = evidence;
        this.checkpoints = checkpoints;
        this.tiles = tiles;
    }

    @GET
    @Path("/{evaluation}")
    @Operation(summary = "All that is known about one evaluation, each event proven against the log")
    public Uni<EvidenceView> evidence(@PathParam("evaluation") String evaluation) {
        UUID id = id(evaluation).orElseThrow(EvidenceResource::notFound);
        MDC.put("evaluation", id.toString());
        // The checkpoint is read after the events, so that it has them all.
        return evidence.of(id)
                .flatMap(heard -> checkpoints
                        .latest(pool)
                        .flatMap(latest -> prove(id, heard, latest.orElseThrow(EvidenceResource::notFound))));
    }

    private Uni<EvidenceView> prove(UUID id, Heard heard, Published published) {
        if (heard.logged().isEmpty()) {
            throw notFound();
        }
        long size = published.checkpoint().size();
        Set<TileAddress> needed = heard.logged().stream()
                .flatMap(logged -> Proofs.tilesOfInclusion(logged.index(), size).stream())
                .collect(Collectors.toSet());
        return tiles.reader(pool, needed).map(reader -> EvidenceView.of(id, heard, published, reader));
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Problem notFound() {
        return Problem.of(404, "evidence-not-found", "No such evidence", "Nothing was ever heard of this evaluation.");
    }
}
