package dev.countersign.notification.review;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The reviews this service knows. Called within a session; writes within a transaction. */
@ApplicationScoped
public class ReviewRepository {

    public Uni<Optional<Review>> find(UUID id) {
        return Panache.getSession()
                .flatMap(session -> session.find(ReviewEntity.class, id))
                .map(found -> Optional.ofNullable(found).map(ReviewEntity::toReview));
    }

    public Uni<Map<UUID, Review>> all(Collection<UUID> ids) {
        return Panache.getSession()
                .flatMap(session -> session.createSelectionQuery(
                                "from ReviewEntity where id in :ids", ReviewEntity.class)
                        .setParameter("ids", ids)
                        .getResultList())
                .map(found -> found.stream()
                        .map(ReviewEntity::toReview)
                        .collect(toUnmodifiableMap(Review::id, review -> review)));
    }

    public Uni<Void> add(Review review) {
        return Panache.getSession().flatMap(session -> session.persist(ReviewEntity.of(review)));
    }

    public Uni<Void> update(Review review) {
        return Panache.getSession()
                .flatMap(session -> session.find(ReviewEntity.class, review.id()))
                .invoke(entity -> entity.update(review))
                .replaceWithVoid();
    }
}
