package dev.countersign.queue.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.event.Attention;
import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.messaging.Outbox;
import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.directory.Period;
import dev.countersign.queue.identity.Ids;
import dev.countersign.queue.payload.Canonical;
import dev.countersign.queue.routing.DecidingRight;
import dev.countersign.queue.routing.LoadRepository;
import dev.countersign.queue.routing.Route;
import dev.countersign.queue.routing.Standing;
import dev.countersign.queue.stream.ReviewChange;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a transition down: the review, its history, who may see it, and the event for the other rooms; in one transaction. */
@ApplicationScoped
class ReviewRecorder {

    private final ReviewRepository reviews;
    private final ViewerRepository viewers;
    private final Outbox outbox;
    private final LoadRepository loads;
    private final Ids ids;

    ReviewRecorder(ReviewRepository reviews, ViewerRepository viewers, Outbox outbox, LoadRepository loads, Ids ids) {
        this.reviews = reviews;
        this.viewers = viewers;
        this.outbox = outbox;
        this.loads = loads;
        this.ids = ids;
    }

    Uni<Recorded> record(Step step) {
        Route route = step.route();
        return route == null
                ? write(step)
                : spread(step.review().directory(), route).map(step::with).chain(this::write);
    }

    /** Where a route leads to a team, who of it has the fewest open reviews is asked first. */
    Uni<Route> spread(Directory directory, Route route) {
        return loads.spread(directory, route);
    }

    private Uni<Recorded> write(Step step) {
        Set<String> before = people(step.review(), step.before(), step.review().payload(), step.at());
        apply(step);
        Recorded recorded = recorded(step, before);
        return history(step)
                .chain(() -> viewers(step))
                .chain(() -> Announcement.of(step).map(outbox::add).orElseGet(ReviewRecorder::nothing))
                .replaceWith(recorded);
    }

    /** Writes a new review down. */
    Uni<Recorded> open(Loaded review, RevisionEntity proposal, ReviewOpened opened) {
        ReviewEntity entity = review.entity();
        Set<String> viewers = people(review, entity.state(), review.payload(), opened.at());
        ReviewChange change =
                new ReviewChange(entity.id, "open", entity.version, What.OPENED.word(), viewers, Set.of());
        return reviews.add(entity)
                .chain(() -> reviews.add(review.content()))
                .chain(() -> reviews.add(proposal))
                .chain(() -> line(entity.id, new HistoryLine(What.OPENED, null, null), null, opened.at()))
                .chain(() -> viewers(review, entity.state(), review.payload(), opened.at()))
                .chain(() -> outbox.add(opened))
                .replaceWith(new Recorded(change, entity.process, null, entity.unroutable));
    }

    /** Writes anew who may decide an open review. */
    Uni<Void> viewers(Loaded review, ReviewState state, JsonNode payload, Instant at) {
        ReviewEntity entity = review.entity();
        entity.directoryVersion = review.directory().version();
        List<Standing> standings = DecidingRight.everybody(review.directory(), review.matter(state, payload));
        entity.lookAgainAt = DecidingRight.nextChange(standings, at).orElse(null);
        return reviews.flush().chain(() -> viewers.replace(entity.id, sortAt(state), standings));
    }

    private static void apply(Step step) {
        ReviewEntity entity = step.review().entity();
        entity.become(step.after());
        if (step.changesPayload()) {
            step.review().content().payload = step.payload().toString();
            entity.effect = step.review().effect(Canonical.of(step.payload()));
        }
        if (step.route() != null) {
            step.review().content().trail = StoredJson.write(step.route().trail());
            entity.routed(step.route());
        }
        if (step.opens()) {
            step.review().content().returned = step.reasons().isEmpty() ? null : StoredJson.write(step.reasons());
        }
    }

    private Uni<Void> history(Step step) {
        Uni<Void> written = nothing();
        List<HistoryLine> lines = HistoryLine.of(step);
        for (HistoryLine line : lines) {
            Attention attention = line == lines.getLast() ? step.attentionNow() : null;
            written = written.chain(() -> line(step.review().entity().id, line, attention, step.at()));
        }
        return written;
    }

    private Uni<Void> line(UUID review, HistoryLine line, @Nullable Attention attention, Instant at) {
        HistoryEntity entity = new HistoryEntity();
        entity.id = ids.next();
        entity.review = review;
        entity.what = line.what();
        entity.person = line.by();
        entity.detail = line.detail();
        entity.attention = attention == null ? null : StoredJson.write(attention);
        entity.at = at;
        return reviews.add(entity);
    }

    private Uni<Void> viewers(Step step) {
        UUID id = step.review().entity().id;
        if (step.changesWhoDecides()) {
            return viewers(step.review(), step.after(), step.payload(), step.at());
        }
        if (step.ends()) {
            return viewers.move(id, false, step.at());
        }
        return step.before().deadline().equals(step.after().deadline())
                ? nothing()
                : viewers.move(id, true, sortAt(step.after()));
    }

    /** Without a deadline known yet, at the end of the list. */
    static Instant sortAt(ReviewState state) {
        Instant decideBy = state.deadline().decideBy();
        return decideBy == null ? Period.ALWAYS.until() : decideBy;
    }

    private static Recorded recorded(Step step, Set<String> before) {
        Set<String> after = step.ends() ? before : people(step.review(), step.after(), step.payload(), step.at());
        Set<String> gone = new HashSet<>(before);
        gone.removeAll(after);
        ReviewEntity entity = step.review().entity();
        Ending ending = step.after().ending();
        ReviewChange change = new ReviewChange(
                entity.id,
                state(step.after()),
                step.after().version(),
                HistoryLine.what(step).word(),
                after,
                gone);
        return new Recorded(change, entity.process, step.ends() && ending != null ? ending.outcome() : null, false);
    }

    private static Set<String> people(Loaded review, ReviewState state, JsonNode payload, Instant at) {
        return DecidingRight.everybody(review.directory(), review.matter(state, payload)).stream()
                .filter(standing -> standing.period().contains(at))
                .map(Standing::person)
                .collect(Collectors.toSet());
    }

    static String state(ReviewState state) {
        return state.phase() == Phase.OPEN ? "open" : "decided";
    }

    private static Uni<@Nullable Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
