package dev.countersign.bench.hollow;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Kafka's consumer and the scheduler start where there is somebody to call. */
@Singleton
public class Listener {

    @Incoming("reviews")
    Uni<Void> hear(List<byte[]> events) {
        return Uni.createFrom().voidItem();
    }

    @Scheduled(every = "1h")
    void look() {
        // There is nothing to see.
    }
}
