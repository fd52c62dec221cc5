package dev.countersign.audit.log;

import dev.countersign.audit.log.CheckpointRepository.Published;
import dev.countersign.audit.merkle.Hash;
import dev.countersign.audit.merkle.Proofs;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Proofs against the latest checkpoint, for those who would rather not compute them from the tiles. */
@Path("/v1/log/proofs")
@RolesAllowed({"auditor", "process-owner"})
@Tag(name = "log")
public class ProofResource {

    private final Pool pool;
    private final CheckpointRepository checkpoints;
    private final TileRepository tiles;

    ProofResource(Pool pool, CheckpointRepository checkpoints, TileRepository tiles) {
        this.pool = pool;
        this.checkpoints = checkpoints;
        this.tiles = tiles;
    }

    /**
     * A proof of RFC 6962.
     *
     * @param proof base64, in the order of the RFC
     * @param checkpoint what it leads to
     */
    public record ProofView(List<String> proof, String checkpoint) {
        static ProofView of(List<Hash> proof, Published published) {
            return new ProofView(proof.stream().map(Hash::base64).toList(), published.note());
        }
    }

    @GET
    @Path("/inclusion")
    @Operation(summary = "That a leaf is in the log")
    public Uni<ProofView> inclusion(@QueryParam("leaf") @Nullable Long leaf) {
        return checkpoints.latest(pool).flatMap(latest -> {
            Published published = latest.orElseThrow(() -> outside("leaf", 0));
            long size = published.checkpoint().size();
            if (leaf == null || leaf < 0 || leaf >= size) {
                throw outside("leaf", size);
            }
            return tiles.reader(pool, Proofs.tilesOfInclusion(leaf, size))
                    .map(reader -> ProofView.of(Proofs.inclusion(leaf, size, reader), published));
        });
    }

    @GET
    @Path("/consistency")
    @Operation(summary = "That the log of an earlier size is the beginning of the log of now")
    public Uni<ProofView> consistency(@QueryParam("from") @Nullable Long from) {
        return checkpoints.latest(pool).flatMap(latest -> {
            Published published = latest.orElseThrow(() -> outside("from", 0));
            long size = published.checkpoint().size();
            if (from == null || from < 1 || from > size) {
                throw outside("from", size);
            }
            return tiles.reader(pool, Proofs.tilesOfConsistency(from, size))
                    .map(reader -> ProofView.of(Proofs.consistency(from, size, reader), published));
        });
    }

    private static Problem outside(String parameter, long size) {
        return Problem.of(422, "invalid-value", "Invalid value", "The query has a value that cannot be used here.")
                .with(new Violation("/" + parameter, "must be within the log, which has " + size + " entries"));
    }
}
