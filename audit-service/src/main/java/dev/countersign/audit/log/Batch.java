package dev.countersign.audit.log;

import dev.countersign.audit.checkpoint.Checkpoint;
import dev.countersign.audit.merkle.Hash;
import dev.countersign.audit.merkle.Merkle;
import dev.countersign.audit.merkle.RightEdge;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Entries on their way into the tree, together: what one transaction writes.
 *
 * @param leaves the entries with their place in the log
 * @param full the subtrees that they completed
 * @param checkpoint of the tree with them in it
 */
record Batch(List<Leaf> leaves, List<RightEdge.Full> full, Checkpoint checkpoint) {

    Batch {
        leaves = List.copyOf(leaves);
        full = List.copyOf(full);
    }

    /** An entry that waits for its place. */
    record Submission(String source, UUID eventId, byte[] entry) {}

    /** An entry that has its place. */
    record Leaf(long index, Submission submission, Hash hash) {}

    /**
     * Puts submissions, in their order, after the leaves that the tree has.
     *
     * @param edge of the tree as it is
     * @param origin of the log
     */
    static Batch integrate(RightEdge edge, List<Submission> submissions, String origin) {
        List<Leaf> leaves = new ArrayList<>();
        for (Submission submission : submissions) {
            leaves.add(new Leaf(edge.size() + leaves.size(), submission, Merkle.leaf(submission.entry())));
        }
        RightEdge.Growth growth = edge.append(leaves.stream().map(Leaf::hash).toList());
        Checkpoint checkpoint =
                new Checkpoint(origin, growth.edge().size(), growth.edge().root());
        return new Batch(leaves, growth.full(), checkpoint);
    }
}
