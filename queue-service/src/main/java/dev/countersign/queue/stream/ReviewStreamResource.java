package dev.countersign.queue.stream;

import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.directory.DirectoryRepository;
import dev.countersign.queue.identity.SignedIn;
import dev.countersign.queue.identity.SignedInService;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What changed in my queue, as it happens. */
@Path("/v1/reviews/stream")
@RolesAllowed("reviewer")
public class ReviewStreamResource {

    private final ChangeRelay relay;
    private final DirectoryRepository directory;
    private final SignedInService signedIn;
    private final Duration heartbeat;

    ReviewStreamResource(
            ChangeRelay relay,
            DirectoryRepository directory,
            SignedInService signedIn,
            @ConfigProperty(name = "countersign.queue.stream.heartbeat", defaultValue = "15s") Duration heartbeat) {
        this.relay = relay;
        this.directory = directory;
        this.signedIn = signedIn;
        this.heartbeat = heartbeat;
    }

    /** Events named {@code review}; between them, a comment now and then, so that nothing on the way hangs up. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> stream(@Context Sse sse) {
        SignedIn asking = signedIn.current();
        Multi<OutboundSseEvent> beats = Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(0L),
                        Multi.createFrom().ticks().every(heartbeat).onOverflow().drop())
                .map(tick -> sse.newEventBuilder().comment("still here").build());
        return Panache.withSession(directory::current)
                .onItem()
                .transformToMulti(now -> Multi.createBy().merging().streams(beats, changes(sse, asking, now)))
                .onFailure(Ended.class)
                .recoverWithCompletion();
    }

    /** No more changes will come from this replica, which ends a stream whose heart would beat on. */
    private static final class Ended extends RuntimeException {
        Ended() {
            super(null, null, false, false);
        }
    }

    private Multi<OutboundSseEvent> changes(Sse sse, SignedIn asking, Directory now) {
        String person = asking.personId(now);
        return relay.changes()
                .onItem()
                .transformToIterable(change -> ReviewChangeView.of(change, person).stream()
                        .map(view -> event(sse, view))
                        .toList())
                .onCompletion()
                .failWith(Ended::new);
    }

    private static OutboundSseEvent event(Sse sse, ReviewChangeView view) {
        return sse.newEventBuilder()
                .name("review")
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(view)
                .build();
    }
}
