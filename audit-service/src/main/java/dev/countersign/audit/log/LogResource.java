package dev.countersign.audit.log;

import dev.countersign.audit.merkle.EntryBundle;
import dev.countersign.audit.merkle.TileAddress;
import dev.countersign.problems.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The log as c2sp.org/tlog-tiles. Public: its entries name events and commit to their content, they do not hold it. */
@Path("/")
@PermitAll
@Tag(name = "log", description = "The log as tlog-tiles: anyone can check that it only grows.")
public class LogResource {

    private static final String IMMUTABLE = "public, max-age=31536000, immutable";

    private final Pool pool;
    private final KeyRepository keys;
    private final CheckpointRepository checkpoints;
    private final TileRepository tiles;

    LogResource(Pool pool, KeyRepository keys, CheckpointRepository checkpoints, TileRepository tiles) {
        this.pool = pool;
        this.keys = keys;
        this.checkpoints = checkpoints;
        this.tiles = tiles;
    }

    @GET
    @Path("/checkpoint")
    @Produces("text/plain;charset=utf-8")
    @Operation(summary = "The latest checkpoint, a signed note")
    public Uni<Response> checkpoint() {
        return checkpoints
                .latest(pool)
                .map(latest -> latest.orElseThrow(LogResource::starting).note())
                .map(note ->
                        Response.ok(note).header("Cache-Control", "no-cache").build());
    }

    @GET
    @Path("/log/key")
    @Produces("text/plain;charset=utf-8")
    @Operation(summary = "The key that checkpoints are signed with, as a signed note's verifier key")
    public Uni<String> key() {
        return keys.verifier(pool).map(key -> key.orElseThrow(LogResource::starting) + "\n");
    }

    @GET
    @Path("/tile/{level:\\d}/{index:.+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "A tile of the Merkle tree: up to 256 hashes of 32 bytes")
    public Uni<Response> tile(@PathParam("level") int level, @PathParam("index") String index) {
        TileAddress address = TileAddress.parse(level, index).orElseThrow(LogResource::noTile);
        return tiles.bytes(pool, Set.of(address))
                .map(found -> found.getOrDefault(address, new byte[0]))
                .map(bytes -> immutable(bytes, bytes.length == address.width() * 32));
    }

    @GET
    @Path("/tile/entries/{index:.+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "Entries of the log: up to 256, each after its length in two bytes")
    public Uni<Response> entries(@PathParam("index") String index) {
        TileAddress address = TileAddress.parse(0, index).orElseThrow(LogResource::noTile);
        return tiles.entries(pool, address)
                .map((List<byte[]> entries) ->
                        immutable(EntryBundle.write(entries), entries.size() == address.width()));
    }

    /** What the log has once, it has for good. */
    private static Response immutable(byte[] bytes, boolean whole) {
        if (!whole) {
            throw noTile();
        }
        return Response.ok(bytes).header("Cache-Control", IMMUTABLE).build();
    }

    private static Problem noTile() {
        return Problem.of(404, "tile-not-found", "No such tile", "The log has no such tile, or not yet that wide.");
    }

    private static Problem starting() {
        return Problem.of(
                503, "log-starting", "The log is starting", "Nothing has been published yet; try again soon.");
    }
}
