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

    /** Where it ends, or empty where it leads nowhere. */
    Optional<Principal> from(Principal principal) {
        return principal.isPerson() ? fromPerson(principal.id()) : fromTeam(principal);
    }

    boolean suffices(String person) {
        return directory.suffices(person, request.process(), request.action());
    }

    private Optional<Principal> fromPerson(String id) {
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
        Optional<Delegation> away = directory.awayAt(id, now);
        if (away.isPresent()) {
            return standIn(person.get(), away.get());
        }
        return suffices(id) ? Optional.of(principal) : up(person.get());
    }

    private Optional<Principal> standIn(Person away, Delegation delegation) {
        Principal to = Principal.person(delegation.to());
        step(
                "delegate",
                to,
                away.name() + " is away until " + delegation.end() + "; " + directory.nameOf(to) + " stands in.");
        return fromPerson(delegation.to());
    }

    private Optional<Principal> up(Person person) {
        List<Person> above = directory.managersOf(person.id());
        if (above.isEmpty()) {
            step(
                    "beyond-authority",
                    Principal.person(person.id()),
                    "The action is beyond the authority of " + person.name() + ", and nobody is above.");
            return Optional.empty();
        }
        Person manager = above.getFirst();
        step(
                "beyond-authority",
                Principal.person(manager.id()),
                "The action is beyond the authority of " + person.name() + "; " + manager.name() + " is one level up.");
        return fromPerson(manager.id());
    }

    private Optional<Principal> fromTeam(Principal principal) {
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
            return Optional.of(principal);
        }
        return upFrom(team.get());
    }

    private Optional<Principal> upFrom(Team team) {
        String lead = team.lead();
        String beyond = "The action is beyond the authority of everybody in team " + team.name();
        if (lead == null) {
            step("beyond-authority", Principal.team(team.id()), beyond + ", and nobody leads it.");
            return Optional.empty();
        }
        Principal up = Principal.person(lead);
        step("beyond-authority", up, beyond + "; " + directory.nameOf(up) + " leads it.");
        return fromPerson(lead);
    }

    private void step(String rule, Principal principal, String detail) {
        trail.add(new TrailStep(rule, principal, detail));
    }
}
