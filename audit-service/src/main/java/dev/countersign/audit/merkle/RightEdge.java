package dev.countersign.audit.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * All of a tree that growing it needs: of every level the hashes of its last tile, where that is not full.
 *
 * @param size leaves in the tree
 * @param levels fewer than 256 hashes each; level 0 first
 */
public record RightEdge(long size, List<List<Hash>> levels) {

    public static final RightEdge EMPTY = new RightEdge(0, List.of());

    public RightEdge {
        levels = levels.stream().map(List::copyOf).toList();
    }

    /** The hash of a subtree that became full. */
    public record Full(int level, long position, Hash hash) {}

    /**
     * A tree that has grown.
     *
     * @param full the subtrees that became full thereby, level 1 and up
     */
    public record Growth(RightEdge edge, List<Full> full) {}

    /** The tiles that {@link #read} reads. */
    public static List<TileAddress> tiles(long size) {
        List<TileAddress> tiles = new ArrayList<>();
        for (int level = 0; TileAddress.hashesAt(level, size) > 0; level++) {
            long hashes = TileAddress.hashesAt(level, size);
            int width = (int) (hashes % TileAddress.WIDTH);
            if (width > 0) {
                tiles.add(new TileAddress(level, hashes / TileAddress.WIDTH, width));
            }
        }
        return tiles;
    }

    public static RightEdge read(long size, TileReader reader) {
        List<List<Hash>> levels = new ArrayList<>();
        for (TileAddress tile : tiles(size)) {
            while (levels.size() < tile.level()) {
                levels.add(List.of());
            }
            levels.add(reader.read(tile));
        }
        return new RightEdge(size, levels);
    }

    /** The tree with these leaves after its own. */
    public Growth append(List<Hash> leaves) {
        List<List<Hash>> grown = new ArrayList<>();
        levels.forEach(level -> grown.add(new ArrayList<>(level)));
        List<Full> full = new ArrayList<>();
        long count = size;
        for (Hash leaf : leaves) {
            count++;
            push(grown, 0, leaf, count, full);
        }
        return new Growth(new RightEdge(count, grown), full);
    }

    private static void push(List<List<Hash>> levels, int level, Hash hash, long size, List<Full> full) {
        if (levels.size() == level) {
            levels.add(new ArrayList<>());
        }
        List<Hash> tile = levels.get(level);
        tile.add(hash);
        if (tile.size() == TileAddress.WIDTH) {
            Hash above = Merkle.root(tile);
            tile.clear();
            full.add(new Full(level + 1, TileAddress.hashesAt(level + 1, size) - 1, above));
            push(levels, level + 1, above, size, full);
        }
    }

    /** The root of the tree. */
    public Hash root() {
        List<Hash> below = List.of();
        for (List<Hash> level : levels) {
            List<Hash> row = new ArrayList<>(level);
            row.addAll(below);
            below = row.isEmpty() ? row : List.of(Merkle.root(row));
        }
        return Merkle.root(below);
    }
}
