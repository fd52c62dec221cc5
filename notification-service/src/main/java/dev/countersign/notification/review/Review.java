package dev.countersign.notification.review;

import dev.countersign.contracts.event.Contact;
import dev.countersign.contracts.policy.NotifyRoute;
import dev.countersign.contracts.policy.SlaPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What this service knows of a review.
 *
 * @param effect what approving would do, in one sentence; text to be quoted, never to be trusted
 * @param contacts the people to tell
 * @param open whether it still waits for a decision
 */
public record Review(
        UUID id,
        UUID evaluation,
        String process,
        String effect,
        List<Contact> contacts,
        SlaPolicy sla,
        List<NotifyRoute> routes,
        boolean open,
        Instant openedAt) {

    public Review {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(evaluation, "evaluation");
        Objects.requireNonNull(process, "process");
        Objects.requireNonNull(effect, "effect");
        contacts = List.copyOf(contacts);
        Objects.requireNonNull(sla, "sla");
        routes = List.copyOf(routes);
        Objects.requireNonNull(openedAt, "openedAt");
    }

    /** The same review in other hands. */
    public Review ownedBy(List<Contact> newContacts) {
        return new Review(id, evaluation, process, effect, newContacts, sla, routes, open, openedAt);
    }

    /** The same review, which waits again. */
    public Review reopened(List<Contact> newContacts, String newEffect) {
        return new Review(id, evaluation, process, newEffect, newContacts, sla, routes, true, openedAt);
    }

    public Review closed() {
        return new Review(id, evaluation, process, effect, contacts, sla, routes, false, openedAt);
    }

    /** Whether this person is among those who are told. */
    public boolean concerns(String person) {
        return contacts.stream().anyMatch(contact -> contact.person().equals(person));
    }
}
