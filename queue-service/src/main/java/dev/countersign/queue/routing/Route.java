package dev.countersign.queue.routing;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Contact;
import dev.countersign.contracts.event.TrailStep;
import java.util.List;

/**
 * Where a review goes.
 *
 * @param contacts the people to tell; empty where the directory knows nobody to tell
 * @param trail how it came there, first step first
 * @param unroutable whether nobody with the authority could be found, so that it lies with whoever is accountable
 */
public record Route(Principal owner, List<Contact> contacts, List<TrailStep> trail, boolean unroutable) {

    public Route {
        contacts = List.copyOf(contacts);
        trail = List.copyOf(trail);
    }
}
