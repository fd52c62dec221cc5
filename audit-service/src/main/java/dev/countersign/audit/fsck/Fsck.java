package dev.countersign.audit.fsck;

import dev.countersign.audit.checkpoint.Checkpoint;
import dev.countersign.audit.checkpoint.SignedNote;
import dev.countersign.audit.checkpoint.VerifierKey;
import dev.countersign.audit.merkle.EntryBundle;
import dev.countersign.audit.merkle.Hash;
import dev.countersign.audit.merkle.Merkle;
import dev.countersign.audit.merkle.RightEdge;
import dev.countersign.audit.merkle.TileAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Checks that what a log serves is what it signed: the checkpoint's signature, the hash of every entry, every tile of every level, the
 * root; and, given an earlier checkpoint, that the log of then is the beginning of the log of now.
 *
 * <p>An earlier checkpoint that was kept elsewhere is what finds a log rewritten whole by somebody who also has its key.
 */
public final class Fsck {

    private final LogSource log;
    private final VerifierKey key;
    private final List<String> problems = new ArrayList<>();

    private Fsck(LogSource log, VerifierKey key) {
        this.log = log;
        this.key = key;
    }

    /**
     * What was found.
     *
     * @param size leaves that the checkpoint speaks of
     * @param problems a sentence each; empty where all is well
     */
    public record Report(long size, List<String> problems) {
        public Report {
            problems = List.copyOf(problems);
        }

        public boolean sound() {
            return problems.isEmpty();
        }
    }

    /** Reads the whole log once. Memory does not grow with the log. */
    public static Report check(LogSource log, VerifierKey key, Optional<SignedNote> earlier) {
        Fsck fsck = new Fsck(log, key);
        long size = fsck.checked("the checkpoint", -1L, () -> {
            Checkpoint now = fsck.trusted("the checkpoint", SignedNote.parse(log.checkpoint()));
            Optional<Checkpoint> then = earlier.map(note -> fsck.trusted("the earlier checkpoint", note));
            fsck.checkTree(now, then);
            return now.size();
        });
        return new Report(size, fsck.problems);
    }

    private Checkpoint trusted(String what, SignedNote note) {
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        if (!key.verifies(note)) {
            problems.add(what + " is not signed by " + key.name());
        }
        if (!checkpoint.origin().equals(key.name())) {
            problems.add(what + " is of the log " + checkpoint.origin());
        }
        return checkpoint;
    }

    private void checkTree(Checkpoint now, Optional<Checkpoint> then) {
        then.filter(earlier -> earlier.size() > now.size())
                .ifPresent(earlier ->
                        problems.add("the log shrank from " + earlier.size() + " to " + now.size() + " entries"));
        RightEdge edge = RightEdge.EMPTY;
        Levels levels = new Levels(now.size());
        for (Optional<TileAddress> tile = TileAddress.within(0, 0, now.size());
                tile.isPresent();
                tile = TileAddress.within(0, tile.get().index() + 1, now.size())) {
            List<Hash> leaves = leaves(tile.get());
            checkEarlier(edge, leaves, then);
            levels.push(0, leaves);
            RightEdge.Growth growth = edge.append(leaves);
            growth.full().forEach(full -> levels.push(full.level(), List.of(full.hash())));
            edge = growth.edge();
        }
        levels.finish();
        if (edge.size() != now.size() || !edge.root().equals(now.root())) {
            problems.add("the entries have the root " + edge.root() + ", the checkpoint says " + now.root());
        }
    }

    private List<Hash> leaves(TileAddress tile) {
        List<byte[]> entries =
                checked(tile.entriesPath(), List.<byte[]>of(), () -> EntryBundle.read(log.entries(tile)));
        if (entries.size() != tile.width()) {
            problems.add(tile.entriesPath() + " holds " + entries.size() + " entries");
        }
        return entries.stream().map(Merkle::leaf).toList();
    }

    private void checkEarlier(RightEdge edge, List<Hash> leaves, Optional<Checkpoint> then) {
        then.filter(earlier -> earlier.size() > edge.size() && earlier.size() <= edge.size() + leaves.size())
                .ifPresent(earlier -> {
                    int count = (int) (earlier.size() - edge.size());
                    Hash root = edge.append(leaves.subList(0, count)).edge().root();
                    if (!root.equals(earlier.root())) {
                        problems.add("the first " + earlier.size() + " entries have the root " + root
                                + ", the earlier checkpoint says " + earlier.root());
                    }
                });
    }

    /** Collects the hashes of each level and holds every tile against them as soon as it is full. */
    private final class Levels {
        private final long size;
        private final List<List<Hash>> pending = new ArrayList<>();
        private final List<Long> next = new ArrayList<>();

        Levels(long size) {
            this.size = size;
        }

        void push(int level, List<Hash> hashes) {
            while (pending.size() <= level) {
                pending.add(new ArrayList<>());
                next.add(0L);
            }
            for (Hash hash : hashes) {
                pending.get(level).add(hash);
                if (pending.get(level).size() == TileAddress.WIDTH) {
                    compare(level);
                }
            }
        }

        void finish() {
            for (int level = 0; level < pending.size(); level++) {
                if (!pending.get(level).isEmpty()) {
                    compare(level);
                }
            }
        }

        private void compare(int level) {
            List<Hash> computed = pending.get(level);
            TileAddress tile = new TileAddress(level, next.get(level), computed.size());
            byte[] served = checked(tile.path(), new byte[0], () -> log.tile(tile));
            if (!tile.existsIn(size) || served.length != computed.size() * Hash.LENGTH) {
                problems.add(tile.path() + " holds " + served.length + " bytes");
            } else {
                compare(tile, served, computed, problems::add);
            }
            pending.get(level).clear();
            next.set(level, next.get(level) + 1);
        }

        private void compare(TileAddress tile, byte[] served, List<Hash> computed, Consumer<String> problem) {
            for (int i = 0; i < computed.size(); i++) {
                if (!Hash.at(served, i).equals(computed.get(i))) {
                    problem.accept(tile.path() + " has another hash at " + (tile.first() + i) + " than its entries");
                }
            }
        }
    }

    private interface Fetch<T> {
        T get() throws IOException;
    }

    /** What cannot be fetched or read is a finding like any other, and the check goes on. */
    private <T> T checked(String what, T otherwise, Fetch<T> fetch) {
        try {
            return fetch.get();
        } catch (IOException | IllegalArgumentException e) {
            problems.add(what + ": " + e.getMessage());
            return otherwise;
        }
    }
}
