package dev.countersign.policy.evaluation;

import dev.countersign.problems.Problem;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.UUID;

/** Tells agents that asked for it what has become of their evaluations. */
public interface Callbacks {

    /**
     * Makes sure that the agent can be told where the proposal says, if anywhere. Not inside of a transaction.
     *
     * @throws Problem {@code callback-refused}, {@code callback-secret-missing}
     */
    Uni<Void> accept(String agent, Proposal proposal);

    /** Has a change told that the agent did not make itself: enqueued in the current transaction, sent after it. */
    Uni<Void> changed(Change change);

    /**
     * What has changed.
     *
     * @param url where to tell of it
     * @param status what it is from now on
     */
    record Change(UUID evaluation, String process, String agent, String url, Status status, Instant at) {}
}
