package dev.countersign.queue.stream;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Hands changes to the streams that are open on this replica, and to the other replicas. */
@ApplicationScoped
public class ChangeRelay {

    private final BroadcastProcessor<ReviewChange> changes = BroadcastProcessor.create();
    private final ReplicaRelay replicas;

    ChangeRelay(ReplicaRelay replicas) {
        this.replicas = replicas;
        replicas.onArrival(changes::onNext);
    }

    /** Tells of a committed change. Returns at once; whoever misses it sees it at the next look at the list. */
    public void publish(ReviewChange change) {
        changes.onNext(change);
        replicas.send(change);
    }

    /** Ends the streams when a shutdown begins, so that consoles go to another replica instead of being cut off. */
    void end(@Observes ShutdownDelayInitiatedEvent stopping) {
        changes.onComplete();
    }

    /** Changes from now on. A reader that is too slow loses the oldest ones. */
    Multi<ReviewChange> changes() {
        return changes.onOverflow().buffer(256);
    }
}
