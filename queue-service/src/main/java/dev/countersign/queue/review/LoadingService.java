package dev.countersign.queue.review;

import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.directory.DirectoryRepository;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.tuples.Tuple3;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Brings together what is needed to say something about a review. Every method works in the current session. */
@ApplicationScoped
class LoadingService {

    private final ReviewRepository reviews;
    private final DirectoryRepository directories;

    LoadingService(ReviewRepository reviews, DirectoryRepository directories) {
        this.reviews = reviews;
        this.directories = directories;
    }

    /** The review; null where there is none. */
    Uni<@Nullable Loaded> find(UUID id) {
        return together(reviews.find(id), reviews.content(id));
    }

    /** The review, held until the transaction ends; null where there is none. */
    Uni<@Nullable Loaded> hold(UUID id) {
        return together(reviews.hold(id), reviews.content(id));
    }

    /** The review of an evaluation, held until the transaction ends; null where there is none. */
    Uni<@Nullable Loaded> holdOf(UUID evaluation) {
        return together(reviews.holdOf(evaluation), reviews.contentOf(evaluation));
    }

    /** Asked for at once and read in this order: what is read once the review is held is as its last holder left it. */
    private Uni<@Nullable Loaded> together(Uni<@Nullable ReviewRow> review, Uni<@Nullable ContentRow> content) {
        return Uni.combine()
                .all()
                .unis(review, content, directories.current())
                .asTuple()
                .map(LoadingService::loaded);
    }

    private static @Nullable Loaded loaded(Tuple3<@Nullable ReviewRow, @Nullable ContentRow, Directory> found) {
        ReviewRow review = found.getItem1();
        ContentRow content = found.getItem2();
        return review == null || content == null ? null : Loaded.of(found.getItem3(), review, content);
    }
}
