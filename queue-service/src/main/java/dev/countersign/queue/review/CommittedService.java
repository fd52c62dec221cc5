package dev.countersign.queue.review;

import dev.countersign.queue.stream.ChangeRelay;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens after a commit: the streams are told, and the meters move. */
@ApplicationScoped
class CommittedService {

    private final ChangeRelay relay;
    private final MeterRegistry meters;

    CommittedService(ChangeRelay relay, MeterRegistry meters) {
        this.relay = relay;
        this.meters = meters;
    }

    void tell(List<Recorded> recorded) {
        recorded.forEach(this::tell);
    }

    void tell(@Nullable Recorded recorded) {
        if (recorded == null) {
            return;
        }
        relay.publish(recorded.change());
        if (recorded.unroutable()) {
            meters.counter("countersign.reviews.unroutable", "process", recorded.process())
                    .increment();
        }
        if (recorded.outcome() != null) {
            String outcome = Phase.of(recorded.outcome()).word();
            meters.counter("countersign.reviews.decided", "process", recorded.process(), "outcome", outcome)
                    .increment();
        }
    }
}
