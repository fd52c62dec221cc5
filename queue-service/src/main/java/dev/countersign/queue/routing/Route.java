package dev.countersign.queue.routing;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Contact;
import dev.countersign.contracts.event.TrailStep;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a review goes.
 *
 * @param contacts the people to tell, who is asked first in front; empty where the directory knows nobody to tell
 * @param trail how it came there, first step first
 * @param unroutable whether nobody with the authority could be found, so that it lies with whoever is accountable
 * @param standsInFor id of the person who is away and whose review it is; absent for an owner in their own right
 * @param as what that person is to the case, in words, where that is known
 * @param asked id of the person who is asked first; absent where nobody is told
 */
public record Route(
        Principal owner,
        List<Contact> contacts,
        List<TrailStep> trail,
        boolean unroutable,
        @Nullable String standsInFor,
        @Nullable String as,
        @Nullable String asked) {

    public Route {
        contacts = List.copyOf(contacts);
        trail = List.copyOf(trail);
    }

    /** To an owner in their own right, of whom nothing more is known; the first of the contacts is asked first. */
    public Route(Principal owner, List<Contact> contacts, List<TrailStep> trail, boolean unroutable) {
        this(owner, contacts, trail, unroutable, null, null, first(contacts));
    }

    static Route to(Found found, List<Contact> contacts, List<TrailStep> trail) {
        return new Route(found.owner(), contacts, trail, false, found.standsInFor(), found.as(), first(contacts));
    }

    /** With the contacts in another order. */
    Route told(List<Contact> inOrder, List<TrailStep> longerTrail) {
        return new Route(owner, inOrder, longerTrail, unroutable, standsInFor, as, first(inOrder));
    }

    private static @Nullable String first(List<Contact> contacts) {
        return contacts.isEmpty() ? null : contacts.getFirst().person();
    }
}
