package dev.countersign.audit.merkle;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a tile is, as c2sp.org/tlog-tiles has it. A tile of level {@code L} holds up to 256 hashes, each of a full subtree of
 * {@code 256^L} leaves; level 0 holds the hashes of the leaves.
 *
 * @param level 0 to 7
 * @param index of the tile within its level, from 0
 * @param width how many hashes it holds: 256, or fewer at the right edge of the tree
 */
public record TileAddress(int level, long index, int width) {

    /** Hashes in a full tile. */
    public static final int WIDTH = 256;

    private static final int HEIGHT = 8;
    private static final int MAX_LEVEL = 7;
    private static final Pattern INDEX = Pattern.compile("((?:x\\d{3}/){0,5}\\d{3})(?:\\.p/([1-9]\\d{0,2}))?");

    public TileAddress {
        if (level < 0 || level > MAX_LEVEL || index < 0 || width < 1 || width > WIDTH) {
            throw new IllegalArgumentException("no tile " + level + "/" + index + ".p/" + width);
        }
    }

    /** How many hashes of a level a tree of {@code size} leaves has. */
    public static long hashesAt(int level, long size) {
        return size >>> (HEIGHT * level);
    }

    /** The tile at {@code index}, as wide as a tree of {@code size} leaves makes it; empty where it holds nothing. */
    public static Optional<TileAddress> within(int level, long index, long size) {
        long width = Math.min(WIDTH, hashesAt(level, size) - index * WIDTH);
        return width < 1 ? Optional.empty() : Optional.of(new TileAddress(level, index, (int) width));
    }

    /** Position within the level of the first hash. */
    public long first() {
        return index * WIDTH;
    }

    /** Whether a tree of {@code size} leaves has all hashes of this tile. */
    public boolean existsIn(long size) {
        return first() + width <= hashesAt(level, size);
    }

    /**
     * Reads what follows the level in a tile's path, for example {@code x001/x234/067.p/12}. A path that says the same in another
     * form than the canonical one is none.
     */
    public static Optional<TileAddress> parse(int level, String path) {
        Matcher matcher = INDEX.matcher(path);
        if (level < 0 || level > MAX_LEVEL || !matcher.matches()) {
            return Optional.empty();
        }
        long index = Long.parseLong(matcher.group(1).replaceAll("[x/]", ""));
        int width = matcher.group(2) == null ? WIDTH : Integer.parseInt(matcher.group(2));
        if (width > WIDTH || (matcher.group(2) != null && width == WIDTH)) {
            return Optional.empty();
        }
        TileAddress address = new TileAddress(level, index, width);
        return address.indexPath().equals(path) ? Optional.of(address) : Optional.empty();
    }

    /** What follows the level in the tile's path. */
    public String indexPath() {
        StringBuilder path = new StringBuilder("%03d".formatted(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            path.insert(0, "x%03d/".formatted(rest % 1000));
        }
        return width == WIDTH ? path.toString() : path + ".p/" + width;
    }

    /** The path of the tile below the log's address. */
    public String path() {
        return "tile/" + level + "/" + indexPath();
    }

    /** The path of the entries whose hashes this tile of level 0 holds. */
    public String entriesPath() {
        return "tile/entries/" + indexPath();
    }
}
