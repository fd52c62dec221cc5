package dev.countersign.queue.review;

import dev.countersign.contracts.Principal;
import dev.countersign.queue.routing.Contacts;
import dev.countersign.queue.routing.Route;
import dev.countersign.queue.routing.Routing;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where a review goes when it goes up: to the next one above with the authority who has not had it; at last to whoever is accountable. */
final class Upward {

    private final Loaded review;
    private final String rule;
    private final Instant now;
    private final Set<Principal> already;

    private Upward(Loaded review, String rule, Instant now, Set<Principal> already) {
        this.review = review;
        this.rule = rule;
        this.now = now;
        this.already = already;
    }

    /** When time is up. */
    static Optional<Route> whenTimeIsUp(Loaded review, Instant now) {
        return new Upward(
                        review, "expired", now, Set.copyOf(review.row().state().escalatedFrom()))
                .next();
    }

    /** When a person asks for it, who is no help to themselves. */
    static Optional<Route> askedBy(String person, Loaded review, Instant now) {
        Set<Principal> already = new HashSet<>(review.row().state().escalatedFrom());
        already.add(Principal.person(person));
        return new Upward(review, "escalated", now, already).next();
    }

    /** Whoever stands in for somebody above may have had it already. */
    private Optional<Route> next() {
        Principal owner = review.row().state().owner();
        Principal accountable = review.supervision().accountable();
        return Routing.above(review.directory(), review.row().held(), accountable, already)
                .map(this::toward)
                .filter(route -> !route.owner().equals(owner) && !already.contains(route.owner()))
                .or(() -> lastResort(owner, accountable));
    }

    private Route toward(Principal to) {
        return Routing.toward(review.directory(), to, rule, review.routing(review.payload()), now);
    }

    private Optional<Route> lastResort(Principal owner, Principal accountable) {
        if (owner.equals(accountable) || already.contains(accountable)) {
            return Optional.empty();
        }
        return Optional.of(new Route(
                accountable, Contacts.of(review.directory(), accountable, now, person -> true), List.of(), false));
    }
}
