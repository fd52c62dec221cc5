package dev.countersign.audit.evidence;

import dev.countersign.audit.evidence.Story.Happening;
import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.ReviewEvent;
import dev.countersign.contracts.event.ReviewEvent.ApprovalGiven;
import dev.countersign.contracts.event.ReviewEvent.ReviewClaimed;
import dev.countersign.contracts.event.ReviewEvent.ReviewDecided;
import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.contracts.event.ReviewEvent.ReviewReassigned;
import dev.countersign.contracts.event.ReviewEvent.ReviewReopened;
import dev.countersign.contracts.event.ReviewKind;
import dev.countersign.contracts.event.TrailStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One review, from its opening to its decision.
 *
 * @param owner the last known one
 * @param trail how it came to its owners, step by step, reassignments included
 * @param history every event of the review, in order
 */
public record ReviewStory(
        UUID review,
        @Nullable ReviewKind kind,
        @Nullable Principal owner,
        @Nullable String effect,
        List<TrailStep> trail,
        List<ReviewClaimed> claims,
        List<ApprovalGiven> approvals,
        List<ReviewDecided> decisions,
        List<Happening> history) {

    static List<ReviewStory> all(List<ReviewEvent> events) {
        Map<UUID, List<ReviewEvent>> reviews = new LinkedHashMap<>();
        events.forEach(event ->
                reviews.computeIfAbsent(event.review(), id -> new ArrayList<>()).add(event));
        return reviews.entrySet().stream()
                .map(review -> of(review.getKey(), review.getValue()))
                .toList();
    }

    private static ReviewStory of(UUID review, List<ReviewEvent> events) {
        ReviewKind kind = null;
        Principal owner = null;
        String effect = null;
        List<TrailStep> trail = new ArrayList<>();
        for (ReviewEvent event : events) {
            if (event instanceof ReviewOpened e) {
                kind = e.kind();
                owner = e.owner();
                effect = e.effect();
                trail.addAll(e.trail());
            } else if (event instanceof ReviewReassigned e) {
                owner = e.owner();
                trail.addAll(e.trail());
            } else if (event instanceof ReviewReopened e) {
                owner = e.owner();
                effect = e.effect();
            }
        }
        return new ReviewStory(
                review,
                kind,
                owner,
                effect,
                trail,
                only(events, ReviewClaimed.class),
                only(events, ApprovalGiven.class),
                only(events, ReviewDecided.class),
                events.stream().map(Happening::of).toList());
    }

    private static <E> List<E> only(List<ReviewEvent> events, Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
