package dev.countersign.audit.merkle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A tree in memory that is kept as the database keeps it: hashes by level, and nothing else. */
public final class TiledTree implements TileReader {

    private final Map<Integer, List<Hash>> levels = new HashMap<>();
    private RightEdge edge = RightEdge.EMPTY;

    public void append(List<byte[]> entries) {
        List<Hash> leaves = entries.stream().map(Merkle::leaf).toList();
        // As the database does it: the edge is read back, not kept.
        RightEdge.Growth growth = RightEdge.read(edge.size(), this).append(leaves);
        level(0).addAll(leaves);
        for (RightEdge.Full full : growth.full()) {
            if (level(full.level()).size() != full.position()) {
                throw new IllegalStateException("out of order: " + full);
            }
            level(full.level()).add(full.hash());
        }
        edge = growth.edge();
    }

    public RightEdge edge() {
        return edge;
    }

    @Override
    public List<Hash> read(TileAddress address) {
        return List.copyOf(
                level(address.level()).subList((int) address.first(), (int) address.first() + address.width()));
    }

    private List<Hash> level(int level) {
        return levels.computeIfAbsent(level, l -> new ArrayList<>());
    }
}
