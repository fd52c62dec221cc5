package dev.countersign.queue.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Attention;
import dev.countersign.contracts.event.Reason;
import dev.countersign.queue.routing.Route;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One transition of one review, on its way to being recorded.
 *
 * @param payload what approving would approve from now on
 * @param route how it came to another owner, where it did
 * @param reasons why the policy speaks again, for a revision or a return
 * @param attention how those had looked who approved before, and whoever does it now, who comes last
 */
record Step(
        Loaded review,
        Command command,
        ReviewState before,
        ReviewState after,
        JsonNode payload,
        @Nullable Route route,
        List<Reason> reasons,
        List<Attention> attention,
        Instant at) {

    static Step of(Loaded review, Command command, ReviewState after, Instant at) {
        return new Step(review, command, review.row().state(), after, review.payload(), null, List.of(), List.of(), at);
    }

    Step with(JsonNode otherPayload) {
        return new Step(review, command, before, after, otherPayload, route, reasons, attention, at);
    }

    Step with(Route newRoute) {
        return new Step(review, command, before, after, payload, newRoute, reasons, attention, at);
    }

    Step with(List<Reason> newReasons) {
        return new Step(review, command, before, after, payload, route, newReasons, attention, at);
    }

    Step lookedAt(List<Attention> newAttention) {
        return new Step(review, command, before, after, payload, route, reasons, newAttention, at);
    }

    /** How these people had looked, as far as it is known. */
    List<Attention> attentionOf(List<Principal> people) {
        return attention.stream().filter(one -> people.contains(one.by())).toList();
    }

    /** How whoever does this had looked; null where nobody does, or it does not matter. */
    @Nullable
    Attention attentionNow() {
        return attention.isEmpty() ? null : attention.getLast();
    }

    /** With the owner that a route came to. */
    Step ownedBy(Route newRoute) {
        ReviewState owned = after.ownedBy(newRoute.owner(), after.escalatedFrom());
        return new Step(review, command, before, owned, payload, newRoute, reasons, attention, at);
    }

    boolean opens() {
        return before.phase() != Phase.OPEN && after.phase() == Phase.OPEN;
    }

    boolean ends() {
        return before.phase() == Phase.OPEN && after.phase() != Phase.OPEN;
    }

    /** Whether other people may decide it from now on. */
    boolean changesWhoDecides() {
        return after.phase() == Phase.OPEN
                && (opens()
                        || !before.owner().equals(after.owner())
                        || !before.escalatedFrom().equals(after.escalatedFrom())
                        || changesPayload());
    }

    boolean changesPayload() {
        return !before.ballot().digest().equals(after.ballot().digest());
    }

    /** Whether a claim goes on that held already: nobody needs to know. */
    boolean isRenewal() {
        return command instanceof Command.Take && before.claimAt(at) != null;
    }
}
