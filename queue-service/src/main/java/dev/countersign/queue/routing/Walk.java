package dev.countersign.queue.routing;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.TrailStep;
import dev.countersign.queue.directory.Delegation;
import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.directory.Person;
import dev.countersign.queue.directory.Team;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From somebody who was named to somebody who is there and may: to whoever stands in, and up until the authority suffices. */
final class Walk {

    private final Directory directory;
    private final RoutingRequest request;
    private final Instant now;
    private final List<TrailStep> trail;
    private final Set<String> visited = new HashSet<>();

    Walk(Directory directory, RoutingRequest request, Instant now, List<TrailStep> trail) {
        this.directory = directory;
        this.request = request;
        this.now = now;
        this.trail = trail;
    }

    /**
     * Where it ends, or empty where it leads nowhere.
     *
     * @param as what the principal is to the case, in words
     */
    Optional<Found> from(Principal principal, @Nullable String as) {
        return principal.isPerson() ? fromPerson(principal.id(), as) : fromTeam(principal);
    }

    boolean suffices(String person) {
        return directory.suffices(person, request.process(), request.action(), now);
    }

    private Optional<Found> fromPerson(String id, @Nullable String as) {
        Principal principal = Principal.person(id);
        Optional<Person> person = directory.person(id);
        if (person.isEmpty()) {
            step("not-in-directory", principal, id + " is not in the directory.");
            return Optional.empty();
        }
        if (!visited.add(id)) {
            step("circle", principal, "That leads back to " + person.get().name() + ".");
            return Optional.empty();
        }
        if (!suffices(id)) {
            return up(person.get(), beyond(person.get()), "beyond-authority");
        }
        if (directory.awayAt(id, now).isEmpty()) {
            return Optional.of(new Found(principal, null, as));
        }
        return standIn(person.get(), as).or(() -> up(person.get(), unrepresented(person.get()), "nobody-stands-in"));
    }

    /**
     * Whoever stands in for somebody who is away, or for whoever stands in for them. Nobody passes on more than they have: who is away
     * has the authority themselves, and who stands in has it too.
     */
    private Optional<Found> standIn(Person absent, @Nullable String as) {
        Set<String> asked = new HashSet<>(Set.of(absent.id()));
        Person current = absent;
        Optional<Delegation> away = directory.awayAt(absent.id(), now);
        while (away.isPresent()) {
            Person next = directory.person(away.get().to()).orElse(absent);
            Principal to = Principal.person(next.id());
            step("delegate", to, Words.away(current.name(), away.get()) + "; " + next.name() + " stands in.");
            if (!asked.add(next.id())) {
                step("circle", to, "That leads back to " + next.name() + ".");
                return Optional.empty();
            }
            if (!suffices(next.id())) {
                step("beyond-authority", to, beyond(next) + ".");
                return Optional.empty();
            }
            current = next;
            away = directory.awayAt(next.id(), now);
        }
        return Optional.of(new Found(Principal.person(current.id()), absent.id(), as));
    }

    private String beyond(Person person) {
        return directory
                .lapsedOn(person.id(), request.process(), request.action(), now)
                .map(day -> "The authority of " + person.name() + " for the action ended on " + Words.day(day))
                .orElseGet(() -> "The action is beyond the authority of " + person.name());
    }

    private static String unrepresented(Person absent) {
        return "Nobody with the authority stands in for " + absent.name();
    }

    private Optional<Found> up(Person person, String why, String rule) {
        List<Person> above = directory.managersOf(person.id());
        if (above.isEmpty()) {
            step(rule, Principal.person(person.id()), why + ", and nobody is above.");
            return Optional.empty();
        }
        Person manager = above.getFirst();
        step(rule, Principal.person(manager.id()), why + "; " + manager.name() + " is one level up.");
        return fromPerson(manager.id(), "one level above " + person.name());
    }

    private Optional<Found> fromTeam(Principal principal) {
        Optional<Team> team = directory.team(principal.id());
        if (team.isEmpty()) {
            step("not-in-directory", principal, "There is no team " + principal.id() + " in the directory.");
            return Optional.empty();
        }
        if (team.get().members().isEmpty()) {
            step("empty-team", principal, "Team " + team.get().name() + " has no members.");
            return Optional.empty();
        }
        if (team.get().members().stream().anyMatch(this::suffices)) {
            return Optional.of(new Found(principal, null, null));
        }
        return upFrom(team.get());
    }

    private Optional<Found> upFrom(Team team) {
        String lead = team.lead();
        String beyond = "The action is beyond the authority of everybody in team " + team.name();
        if (lead == null) {
            step("beyond-authority", Principal.team(team.id()), beyond + ", and nobody leads it.");
            return Optional.empty();
        }
        Principal up = Principal.person(lead);
        step("beyond-authority", up, beyond + "; " + directory.nameOf(up) + " leads it.");
        return fromPerson(lead, "leads team " + team.name());
    }

    private void step(String rule, Principal principal, String detail) {
        trail.add(new TrailStep(rule, principal, detail));
    }
}
