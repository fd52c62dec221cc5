package dev.countersign.audit.merkle;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The leaves from {@code from} (included) to {@code to} (excluded), as one of the subtrees that RFC 6962 makes of a tree: it starts at a
 * multiple of the power of two that is not below its size.
 */
record Subtree(long from, long to) {

    private static final int HEIGHT = 8;

    Subtree {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("no subtree from " + from + " to " + to);
        }
    }

    long size() {
        return to - from;
    }

    /** How many leaves go to the left: the largest power of two below the size. */
    long split() {
        return Long.highestOneBit(size() - 1);
    }

    Subtree left() {
        return new Subtree(from, from + split());
    }

    Subtree right() {
        return new Subtree(from + split(), to);
    }

    /** Whether each of its levels is full, so that its hash never changes again. */
    boolean isFull() {
        return Long.bitCount(size()) == 1;
    }

    /** The tiles that {@link #hash} reads, in a tree of {@code treeSize} leaves. */
    Stream<TileAddress> tiles(long treeSize) {
        return isFull() ? Stream.of(tile(treeSize)) : Stream.concat(left().tiles(treeSize), right().tiles(treeSize));
    }

    Hash hash(long treeSize, TileReader tiles) {
        if (!isFull()) {
            return Merkle.node(left().hash(treeSize, tiles), right().hash(treeSize, tiles));
        }
        TileAddress tile = tile(treeSize);
        int first = (int) ((from >>> (HEIGHT * tile.level())) - tile.first());
        int count = (int) (size() >>> (HEIGHT * tile.level()));
        List<Hash> hashes = tiles.read(tile);
        return Merkle.root(hashes.subList(first, first + count));
    }

    private TileAddress tile(long treeSize) {
        int level = Long.numberOfTrailingZeros(size()) / HEIGHT;
        long index = from >>> (HEIGHT * (level + 1));
        Optional<TileAddress> tile = TileAddress.within(level, index, treeSize);
        return tile.orElseThrow(() -> new IllegalArgumentException("a tree of " + treeSize + " has no " + this));
    }
}
