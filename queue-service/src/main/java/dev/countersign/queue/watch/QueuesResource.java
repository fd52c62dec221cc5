package dev.countersign.queue.watch;

import dev.countersign.contracts.Principal;
import dev.countersign.queue.directory.Directory;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What waits for whom, for those who answer for it. Numbers and owners, and nothing of what is in a review. */
@Path("/v1/queues")
@RolesAllowed({"admin", "process-owner"})
public class QueuesResource {

    private final WatchService watch;

    QueuesResource(WatchService watch) {
        this.watch = watch;
    }

    /**
     * A queue. When its owners were last seen is said where that is the matter, and otherwise nobody's business.
     *
     * @param lastSeen of an unwatched queue, when one of its owners was last seen; absent where none ever was
     */
    record QueueView(
            String process,
            Principal owner,
            String ownerName,
            long open,
            Instant waitingSince,
            boolean unwatched,
            @Nullable Instant lastSeen) {

        static QueueView of(Directory directory, Watched watched) {
            WaitingQueue queue = watched.queue();
            return new QueueView(
                    queue.process(),
                    queue.owner(),
                    directory.nameOf(queue.owner()),
                    queue.open(),
                    queue.since(),
                    watched.unwatched(),
                    watched.unwatched() ? watched.lastSeen() : null);
        }
    }

    @GET
    public Uni<List<QueueView>> list() {
        return watch.look()
                .map(look -> look.queues().stream()
                        .map(queue -> QueueView.of(look.directory(), queue))
                        .toList());
    }
}
