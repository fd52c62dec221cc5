package dev.countersign.queue.stream;

import java.util.Optional;
import java.util.UUID;

/** A change as the person whose queue it changes is told of it. */
public record ReviewChangeView(UUID id, String state, int version, String what) {

    /** What a person is told, or empty where it does not concern them. To whoever no longer may see the review, it is gone. */
    static Optional<ReviewChangeView> of(ReviewChange change, String person) {
        if (change.viewers().contains(person)) {
            return Optional.of(new ReviewChangeView(change.review(), change.state(), change.version(), change.what()));
        }
        return change.gone().contains(person)
                ? Optional.of(new ReviewChangeView(change.review(), "gone", change.version(), "gone"))
                : Optional.empty();
    }
}
