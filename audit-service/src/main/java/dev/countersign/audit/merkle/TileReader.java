package dev.countersign.audit.merkle;

import java.util.List;

/** Where the hashes of a tree come from: a database, another machine, a map. */
@FunctionalInterface
public interface TileReader {

    /** Exactly {@link TileAddress#width()} hashes. */
    List<Hash> read(TileAddress address);
}
