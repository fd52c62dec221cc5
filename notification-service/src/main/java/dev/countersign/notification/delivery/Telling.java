package dev.countersign.notification.delivery;

import dev.countersign.contracts.event.Contact;
import dev.countersign.contracts.policy.NotifyRoute;
import dev.countersign.notification.channel.Occasion;
import dev.countersign.notification.preference.Preferences;
import dev.countersign.notification.review.Review;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Something that people are to be told about a review.
 *
 * @param routes how: the policy's routes, or those of them that lead to people
 * @param contacts whom: who owns the review, or owned it
 * @param decideBy when the review's clock ends
 */
public record Telling(
        Review review, Occasion occasion, Instant decideBy, List<NotifyRoute> routes, List<Contact> contacts) {

    public Telling {
        routes = List.copyOf(routes);
        contacts = List.copyOf(contacts);
    }

    /** Whoever the policy's routes reach, and the owner where they say so. */
    public static Telling owners(Review review, Occasion occasion, Instant decideBy) {
        return new Telling(review, occasion, decideBy, review.routes(), review.contacts());
    }

    /** The people who owned the review before and do not any more; no place is told, it hears of the new owner. */
    public static Telling formerOwners(Review review, Occasion occasion, Instant decideBy, List<Contact> before) {
        List<Contact> former = before.stream()
                .filter(contact -> !review.concerns(contact.person()))
                .toList();
        List<NotifyRoute> personal = review.routes().stream()
                .filter(route -> route.to().equals(NotifyRoute.OWNER))
                .toList();
        return new Telling(review, occasion, decideBy, personal, former);
    }

    List<Addressee> addressees(Map<String, Preferences> preferences) {
        return Addressee.of(
                routes,
                contacts,
                person ->
                        preferences.getOrDefault(person, Preferences.EVERYTHING).mute(occasion));
    }
}
