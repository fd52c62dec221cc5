package dev.countersign.queue.review;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The approvals of one exact payload. An approval of another payload begins a new count: nobody's approval is carried over to what
 * they have not seen.
 *
 * @param needed how many distinct people must approve
 * @param digest of the payload that is being approved
 * @param proposed digest of the payload as the agent proposed or last revised it
 * @param editor who wrote that payload, where it is not the agent's
 */
public record Ballot(
        int needed,
        String digest,
        String proposed,
        List<Approval> approvals,
        @Nullable String editor) {

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
        return new Ballot(needed, proposed, proposed, List.of(), null);
    }

    /** With one more approval; of another payload than before, it is the first one. */
    Ballot with(String by, Instant at, String ofDigest, int neededThen) {
        boolean same = ofDigest.equals(digest);
        List<Approval> counted = new ArrayList<>(same ? approvals : List.of());
        counted.add(new Approval(by, at));
        String author = ofDigest.equals(proposed) ? null : by;
        return new Ballot(Math.max(needed, neededThen), ofDigest, proposed, counted, same ? editor : author);
    }

    /** Without the approvals of people who may not give them any more. */
    Ballot without(Set<String> people) {
        List<Approval> left = approvals.stream()
                .filter(approval -> !people.contains(approval.by()))
                .toList();
        return new Ballot(needed, digest, proposed, left, editor);
    }

    /**
     * Whether an approval would be somebody's of their own: where several must approve, that of the person for whom the agent acts
     * never counts, and whoever wrote the payload gives the first approval of it and no further one.
     */
    boolean isOwnWork(String by, boolean agentActsForThem, String ofDigest, int neededThen) {
        boolean afterOthers = ofDigest.equals(digest) && by.equals(editor) && !approvals.isEmpty();
        return Math.max(needed, neededThen) > 1 && (agentActsForThem || afterOthers);
    }

    /** The same payload with nothing approved. */
    Ballot withoutApprovals() {
        return new Ballot(needed, digest, proposed, List.of(), editor);
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
