package dev.countersign.queue.routing;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.TrailStep;
import dev.countersign.queue.directory.Directory;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who would own a review, and why.
 *
 * @param standsInFor who is away and whose review it would be, where the owner would stand in
 * @param as what they are to the case, in words
 * @param asked who would be asked first
 * @param contacts who would be told
 * @param deciders who could decide it now
 */
record ExplanationView(
        Principal owner,
        String ownerName,
        boolean unroutable,
        @Nullable PersonView standsInFor,
        @Nullable String as,
        @Nullable PersonView asked,
        List<TrailStep> trail,
        List<PersonView> contacts,
        List<DeciderView> deciders) {

    record PersonView(String id, String name) {}

    /**
     * Somebody who could decide it now.
     *
     * @param note why, said about them
     * @param because why, as they would read it themselves
     */
    record DeciderView(String id, String name, String note, String because) {}

    static ExplanationView of(Directory directory, ExplainRequest request, Route route, Instant now) {
        Matter matter = new Matter(
                request.process(),
                request.action(),
                route.owner(),
                List.of(),
                List.of(),
                request.accountable(),
                route.standsInFor(),
                route.as(),
                route.asked());
        return new ExplanationView(
                route.owner(),
                directory.nameOf(route.owner()),
                route.unroutable(),
                person(directory, route.standsInFor()),
                route.as(),
                person(directory, route.asked()),
                route.trail(),
                route.contacts().stream()
                        .map(contact -> new PersonView(contact.person(), contact.name()))
                        .toList(),
                DecidingRight.everybody(directory, matter).stream()
                        .filter(standing -> standing.period().contains(now))
                        .map(standing -> new DeciderView(
                                standing.person(),
                                directory.nameOf(Principal.person(standing.person())),
                                standing.note(),
                                DecidingRight.because(
                                        standing.because(),
                                        standing.reach(),
                                        standing.person().equals(route.asked()))))
                        .toList());
    }

    private static @Nullable PersonView person(Directory directory, @Nullable String id) {
        return id == null ? null : new PersonView(id, directory.nameOf(Principal.person(id)));
    }
}
