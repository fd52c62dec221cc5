package dev.countersign.queue.routing;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.TrailStep;
import dev.countersign.queue.directory.Directory;
import java.time.Instant;
import java.util.List;

/**
 * Who would own a review, and why.
 *
 * @param contacts who would be told
 * @param deciders who could decide it now
 */
record ExplanationView(
        Principal owner,
        String ownerName,
        boolean unroutable,
        List<TrailStep> trail,
        List<PersonView> contacts,
        List<DeciderView> deciders) {

    record PersonView(String id, String name) {}

    record DeciderView(String id, String name, String note) {}

    static ExplanationView of(Directory directory, ExplainRequest request, Instant now) {
        Route route = Routing.resolve(directory, request.routing(), now);
        Matter matter = new Matter(
                request.process(), request.action(), route.owner(), List.of(), List.of(), request.accountable());
        return new ExplanationView(
                route.owner(),
                directory.nameOf(route.owner()),
                route.unroutable(),
                route.trail(),
                route.contacts().stream()
                        .map(contact -> new PersonView(contact.person(), contact.name()))
                        .toList(),
                DecidingRight.everybody(directory, matter).stream()
                        .filter(standing -> standing.period().contains(now))
                        .map(standing -> new DeciderView(
                                standing.person(),
                                directory.nameOf(Principal.person(standing.person())),
                                standing.note()))
                        .toList());
    }
}
