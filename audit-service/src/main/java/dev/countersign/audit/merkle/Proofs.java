package dev.countersign.audit.merkle;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Proofs of RFC 6962, made from tiles and checked without them. What a proof reads is known before it is read ({@code tilesOf…}), so
 * that a caller can fetch it in one go.
 */
public final class Proofs {

    private Proofs() {}

    /** The tiles that {@link #inclusion} reads. */
    public static Set<TileAddress> tilesOfInclusion(long leaf, long size) {
        return tiles(inclusionPath(leaf, size), size);
    }

    /**
     * The hashes that lead from a leaf to the root, lowest first.
     *
     * @throws IllegalArgumentException when the tree has no such leaf
     */
    public static List<Hash> inclusion(long leaf, long size, TileReader tiles) {
        return inclusionPath(leaf, size).stream()
                .map(subtree -> subtree.hash(size, tiles))
                .toList();
    }

    /** The tiles that {@link #consistency} reads. */
    public static Set<TileAddress> tilesOfConsistency(long from, long size) {
        return tiles(consistencyPath(from, size), size);
    }

    /**
     * The hashes that show that the tree of {@code from} leaves is the beginning of the tree of {@code size} leaves. Empty where they are
     * the same tree.
     *
     * @throws IllegalArgumentException when {@code from} is below 1 or above {@code size}
     */
    public static List<Hash> consistency(long from, long size, TileReader tiles) {
        return consistencyPath(from, size).stream()
                .map(subtree -> subtree.hash(size, tiles))
                .toList();
    }

    /** Whether the proof leads from this leaf at this index to this root. */
    public static boolean includes(long leaf, Hash leafHash, long size, Hash root, List<Hash> proof) {
        if (leaf < 0 || leaf >= size) {
            return false;
        }
        long index = leaf;
        long last = size - 1;
        Hash hash = leafHash;
        for (Hash sibling : proof) {
            if (last == 0) {
                return false;
            }
            if ((index & 1) == 1 || index == last) {
                hash = Merkle.node(sibling, hash);
                while ((index & 1) == 0 && index != 0) {
                    index >>>= 1;
                    last >>>= 1;
                }
            } else {
                hash = Merkle.node(hash, sibling);
            }
            index >>>= 1;
            last >>>= 1;
        }
        return last == 0 && hash.equals(root);
    }

    /** Whether the proof shows that the first tree is the beginning of the second. */
    public static boolean extend(long from, Hash fromRoot, long size, Hash root, List<Hash> proof) {
        if (from < 1 || from > size) {
            return false;
        }
        if (from == size) {
            return proof.isEmpty() && fromRoot.equals(root);
        }
        int shift = Long.numberOfTrailingZeros(from);
        return rebuilt((from - 1) >>> shift, (size - 1) >>> shift, seeded(from, fromRoot, proof))
                .filter(both -> both.from().equals(fromRoot) && both.to().equals(root))
                .isPresent();
    }

    private record Roots(Hash from, Hash to) {}

    /** A tree whose size is a power of two is itself the first hash of the way up; the proof leaves it out. */
    private static Iterator<Hash> seeded(long from, Hash fromRoot, List<Hash> proof) {
        List<Hash> path = new ArrayList<>(proof);
        if (Long.bitCount(from) == 1) {
            path.add(0, fromRoot);
        }
        return path.iterator();
    }

    private static Optional<Roots> rebuilt(long fromNode, long toNode, Iterator<Hash> path) {
        if (!path.hasNext()) {
            return Optional.empty();
        }
        Hash seed = path.next();
        Roots roots = new Roots(seed, seed);
        long index = fromNode;
        long last = toNode;
        while (path.hasNext()) {
            if (last == 0) {
                return Optional.empty();
            }
            Hash hash = path.next();
            if ((index & 1) == 1 || index == last) {
                roots = new Roots(Merkle.node(hash, roots.from()), Merkle.node(hash, roots.to()));
                while ((index & 1) == 0 && index != 0) {
                    index >>>= 1;
                    last >>>= 1;
                }
            } else {
                roots = new Roots(roots.from(), Merkle.node(roots.to(), hash));
            }
            index >>>= 1;
            last >>>= 1;
        }
        return last == 0 ? Optional.of(roots) : Optional.empty();
    }

    private static Set<TileAddress> tiles(List<Subtree> path, long size) {
        Set<TileAddress> tiles = new LinkedHashSet<>();
        path.forEach(subtree -> subtree.tiles(size).forEach(tiles::add));
        return tiles;
    }

    private static List<Subtree> inclusionPath(long leaf, long size) {
        if (leaf < 0 || leaf >= size) {
            throw new IllegalArgumentException("a tree of " + size + " has no leaf " + leaf);
        }
        List<Subtree> path = new ArrayList<>();
        Subtree around = new Subtree(0, size);
        while (around.size() > 1) {
            boolean left = leaf < around.from() + around.split();
            path.add(0, left ? around.right() : around.left());
            around = left ? around.left() : around.right();
        }
        return path;
    }

    private static List<Subtree> consistencyPath(long from, long size) {
        if (from < 1 || from > size) {
            throw new IllegalArgumentException("no tree of " + from + " within one of " + size);
        }
        List<Subtree> path = new ArrayList<>();
        Subtree around = new Subtree(0, size);
        while (around.to() != from) {
            boolean left = from <= around.from() + around.split();
            path.add(0, left ? around.right() : around.left());
            around = left ? around.left() : around.right();
        }
        // The first tree whole, where it is a full subtree of the second, is what the verifier has already.
        if (around.from() != 0) {
            path.add(0, around);
        }
        return path;
    }
}
