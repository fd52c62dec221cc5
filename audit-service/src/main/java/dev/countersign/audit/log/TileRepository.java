package dev.countersign.audit.log;

import dev.countersign.audit.merkle.Hash;
import dev.countersign.audit.merkle.TileAddress;
import dev.countersign.audit.merkle.TileReader;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reads tiles. A tile is a run of hashes of one level. */
@ApplicationScoped
public class TileRepository {

    private static final String TILES = """
            SELECT t.ordinal, string_agg(h.hash, ''::bytea ORDER BY h.position) AS hashes
            FROM unnest($1::int[], $2::int[], $3::bigint[], $4::int[]) AS t (ordinal, level, first, width)
            JOIN LATERAL (
                SELECT leaf_index AS position, leaf_hash AS hash FROM log_entry
                WHERE t.level = 0 AND leaf_index >= t.first AND leaf_index < t.first + t.width
                UNION ALL
                SELECT position, hash FROM log_subtree
                WHERE t.level = log_subtree.level AND position >= t.first AND position < t.first + t.width) h ON true
            GROUP BY t.ordinal""";

    private static final String ENTRIES = """
            SELECT entry FROM log_entry WHERE leaf_index >= $1 AND leaf_index < $1 + $2::int ORDER BY leaf_index""";

    /** The bytes of these tiles, 32 a hash, where the tree has them. */
    Uni<Map<TileAddress, byte[]>> bytes(SqlClient client, Collection<TileAddress> addresses) {
        if (addresses.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        List<TileAddress> list = List.copyOf(addresses);
        Tuple arrays = Tuple.tuple()
                .addArrayOfInteger(IntStream.range(0, list.size()).boxed().toArray(Integer[]::new))
                .addArrayOfInteger(list.stream().map(TileAddress::level).toArray(Integer[]::new))
                .addArrayOfLong(list.stream().map(TileAddress::first).toArray(Long[]::new))
                .addArrayOfInteger(list.stream().map(TileAddress::width).toArray(Integer[]::new));
        return client.preparedQuery(TILES).execute(arrays).map(rows -> {
            Map<TileAddress, byte[]> tiles = new HashMap<>();
            rows.forEach(row -> tiles.put(
                    list.get(row.getInteger("ordinal")), row.getBuffer("hashes").getBytes()));
            return tiles;
        });
    }

    /** Reads these tiles at once, for whoever then asks for them one by one. */
    public Uni<TileReader> reader(SqlClient client, Collection<TileAddress> addresses) {
        return bytes(client, addresses).map(tiles -> address -> hashes(address, tiles.get(address)));
    }

    /** The entries under a tile of level 0; fewer than its width where the tree has fewer. */
    Uni<List<byte[]>> entries(SqlClient client, TileAddress tile) {
        return client.preparedQuery(ENTRIES)
                .execute(Tuple.of(tile.first(), tile.width()))
                .map(rows -> {
                    List<byte[]> entries = new ArrayList<>();
                    for (Row row : rows) {
                        entries.add(row.getBuffer("entry").getBytes());
                    }
                    return entries;
                });
    }

    private static List<Hash> hashes(TileAddress address, byte @org.jspecify.annotations.Nullable [] bytes) {
        if (bytes == null || bytes.length != address.width() * Hash.LENGTH) {
            throw new IllegalStateException("the database does not have " + address.path() + " whole");
        }
        return IntStream.range(0, address.width())
                .mapToObj(i -> Hash.at(bytes, i))
                .toList();
    }
}
