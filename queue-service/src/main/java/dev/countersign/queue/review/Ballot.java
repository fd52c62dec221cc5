package dev.countersign.queue.review;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The approvals of one exact payload. An approval of another payload begins a new count: nobody's approval is carried over to what
 * they have not seen.
 *
 * @param needed how many distinct people must approve
 * @param digest of the payload that is being approved
 * @param proposed digest of the payload as the agent proposed or last revised it
 */
public record Ballot(int needed, String digest, String proposed, List<Approval> approvals) {

    /** One person's approval. */
    public record Approval(String by, Instant at) {}

    public Ballot {
        if (needed < 1) {
            throw new IllegalArgumentException("at least one person must approve");
        }
        approvals = List.copyOf(approvals);
    }

    /** Nothing approved yet of what the agent proposed. */
    static Ballot fresh(int needed, String proposed) {
        return new Ballot(needed, proposed, proposed, List.of());
    }

    /** With one more approval; of another payload than before, it is the first one. */
    Ballot with(String by, Instant at, String ofDigest, int neededThen) {
        List<Approval> counted = new ArrayList<>(ofDigest.equals(digest) ? approvals : List.of());
        counted.add(new Approval(by, at));
        return new Ballot(Math.max(needed, neededThen), ofDigest, proposed, counted);
    }

    /** The same payload with nothing approved. */
    Ballot withoutApprovals() {
        return new Ballot(needed, digest, proposed, List.of());
    }

    boolean complete() {
        return approvals.size() >= needed;
    }

    /** Whether what is being approved differs from what the agent proposed. */
    boolean changed() {
        return !digest.equals(proposed);
    }

    boolean has(String person) {
        return approvals.stream().anyMatch(approval -> approval.by().equals(person));
    }
}
