package dev.countersign.queue.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.event.Attention;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.messaging.Outbox;
import dev.countersign.messaging.Write;
import dev.countersign.queue.database.SessionStatements;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
        List<Write> writes = new ArrayList<>();
        if (changesContent(step)) {
            writes.add(reviews.changing(step.review().content()));
        }
        writes.addAll(viewers(step));
        writes.add(reviews.changing(step.review().row()));
        writes.addAll(history(step));
        Uni<Void> cleared = step.changesWhoDecides()
                ? viewers.clear(step.review().row().id)
                : Uni.createFrom().voidItem();
        return cleared.chain(() -> run(writes, Announcement.of(step))).replaceWith(recorded);
    }

    private Uni<Void> run(List<Write> writes, Optional<? extends Event> said) {
        return said.isEmpty()
                ? SessionStatements.run(writes)
                : outbox.addingInTransaction(List.of(said.get())).chain(saying -> {
                    writes.add(saying);
                    return SessionStatements.run(writes);
                });
    }

    /** Writes a new review down. */
    Uni<Recorded> open(Loaded review, RevisionRow proposal, ReviewOpened opened) {
        ReviewRow row = review.row();
        Set<String> now = people(review, row.state(), review.payload(), opened.at());
        ReviewChange change = new ReviewChange(row.id, "open", row.version, What.OPENED.word(), now, Set.of());
        List<Standing> standings = standings(review, row.state(), review.payload(), opened.at());
        List<Write> writes = new ArrayList<>(viewers.adding(row.id, sortAt(row.state()), standings));
        writes.add(reviews.adding(row));
        writes.add(reviews.adding(review.content()));
        writes.add(reviews.adding(proposal));
        writes.add(line(row.id, new HistoryLine(What.OPENED, null, null), null, opened.at()));
        return run(writes, Optional.of(opened)).replaceWith(new Recorded(change, row.process, null, row.unroutable));
    }

    /** Writes anew who may decide an open review, and how it came to its owner. */
    Uni<Void> refresh(Loaded review, Instant at) {
        ReviewRow row = review.row();
        List<Standing> standings = standings(review, row.state(), review.payload(), at);
        List<Write> writes = new ArrayList<>(viewers.adding(row.id, sortAt(row.state()), standings));
        writes.add(reviews.changing(row));
        return viewers.clear(row.id).chain(() -> SessionStatements.run(writes));
    }

    /** Who may decide an open review; the row says as of when. */
    private static List<Standing> standings(Loaded review, ReviewState state, JsonNode payload, Instant at) {
        ReviewRow row = review.row();
        row.directoryVersion = review.directory().version();
        List<Standing> standings = DecidingRight.everybody(review.directory(), review.matter(state, payload));
        row.lookAgainAt = DecidingRight.nextChange(standings, at).orElse(null);
        return standings;
    }

    private static boolean changesContent(Step step) {
        return step.changesPayload() || step.route() != null || step.opens();
    }

    private static void apply(Step step) {
        ReviewRow row = step.review().row();
        row.become(step.after());
        if (step.changesPayload()) {
            step.review().content().payload = step.payload().toString();
            row.effect = step.review().effect(Canonical.of(step.payload()));
        }
        if (step.route() != null) {
            step.review().content().trail = StoredJson.write(step.route().trail());
            row.routed(step.route());
        }
        if (step.opens()) {
            step.review().content().returned = step.reasons().isEmpty() ? null : StoredJson.write(step.reasons());
        }
    }

    private List<Write> history(Step step) {
        List<HistoryLine> lines = HistoryLine.of(step);
        UUID review = step.review().row().id;
        return lines.stream()
                .map(line -> line(review, line, line == lines.getLast() ? step.attentionNow() : null, step.at()))
                .toList();
    }

    private Write line(UUID review, HistoryLine line, @Nullable Attention attention, Instant at) {
        String looked = attention == null ? null : StoredJson.write(attention);
        return reviews.adding(new HistoryRow(ids.next(), review, line.what(), line.by(), line.detail(), looked, at));
    }

    private List<Write> viewers(Step step) {
        UUID id = step.review().row().id;
        if (step.changesWhoDecides()) {
            List<Standing> standings = standings(step.review(), step.after(), step.payload(), step.at());
            return viewers.adding(id, sortAt(step.after()), standings);
        }
        if (step.ends()) {
            return List.of(viewers.moving(id, false, step.at()));
        }
        return step.before().deadline().equals(step.after().deadline())
                ? List.of()
                : List.of(viewers.moving(id, true, sortAt(step.after())));
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
        ReviewRow row = step.review().row();
        Ending ending = step.after().ending();
        ReviewChange change = new ReviewChange(
                row.id,
                state(step.after()),
                step.after().version(),
                HistoryLine.what(step).word(),
                after,
                gone);
        return new Recorded(change, row.process, step.ends() && ending != null ? ending.outcome() : null, false);
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
}
