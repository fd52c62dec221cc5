package dev.countersign.queue.review;

import dev.countersign.queue.review.Transition.Ignored;
import dev.countersign.queue.review.Transition.Moved;
import dev.countersign.queue.review.Transition.Refused;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Applies a command to a review that the current transaction holds. */
@ApplicationScoped
class TransitionService {

    private static final Logger LOG = Logger.getLogger(TransitionService.class);

    private final ReviewRecorder recorder;

    TransitionService(ReviewRecorder recorder) {
        this.recorder = recorder;
    }

    /**
     * Applies it.
     *
     * @param details what the step has to say beyond the state
     * @return null where the command came too late and changes nothing
     */
    Uni<@Nullable Recorded> apply(Loaded review, Command command, Instant now, UnaryOperator<Step> details) {
        return switch (Lifecycle.apply(review.row().state(), command, now)) {
            case Moved moved ->
                recorder.record(details.apply(Step.of(review, command, moved.next(), now)))
                        .map(recorded -> recorded);
            case Ignored ignored -> {
                LOG.debugf(
                        "%s of review %s is ignored: %s",
                        command.getClass().getSimpleName(), review.row().id, ignored.why());
                yield Uni.createFrom().nullItem();
            }
            case Refused refused -> throw Refusals.problem(refused.refusal(), review);
        };
    }
}
