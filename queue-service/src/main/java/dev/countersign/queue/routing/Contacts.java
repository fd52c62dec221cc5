package dev.countersign.queue.routing;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Contact;
import dev.countersign.queue.directory.Delegation;
import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.directory.Person;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Whom to tell of a review. */
public final class Contacts {

    private Contacts() {}

    /** The owner, or the owning team's members, each replaced by who stands in while they are away. */
    public static List<Contact> of(Directory directory, Principal owner, Instant now, Predicate<String> suffices) {
        List<String> named = owner.isPerson()
                ? List.of(owner.id())
                : directory.team(owner.id()).map(team -> team.members()).orElse(List.of());
        return named.stream()
                .flatMap(person -> present(directory, person, now, suffices).stream())
                .filter(person -> owner.isPerson() || suffices.test(person.id()))
                .map(Person::contact)
                .distinct()
                .toList();
    }

    /**
     * The person, or who stands in with the authority; somebody who is away with nobody standing in is told all the same.
     */
    private static Optional<Person> present(Directory directory, String id, Instant now, Predicate<String> suffices) {
        Set<String> seen = new HashSet<>(Set.of(id));
        String current = id;
        Optional<Delegation> away = directory.awayAt(current, now);
        while (away.isPresent()) {
            String next = away.get().to();
            if (!seen.add(next) || !suffices.test(next)) {
                return directory.person(id);
            }
            current = next;
            away = directory.awayAt(current, now);
        }
        return directory.person(current);
    }
}
