package dev.countersign.queue.review;

import dev.countersign.queue.directory.DirectoryRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Brings together what is needed to say something about a review. */
@ApplicationScoped
class LoadingService {

    private final ReviewRepository reviews;
    private final DirectoryRepository directories;

    LoadingService(ReviewRepository reviews, DirectoryRepository directories) {
        this.reviews = reviews;
        this.directories = directories;
    }

    /** One thing after the other: a session does one thing at a time. */
    Uni<Loaded> load(ReviewEntity review) {
        return reviews.content(review.id)
                .chain(content -> directories.current().map(directory -> Loaded.of(directory, review, content)));
    }
}
