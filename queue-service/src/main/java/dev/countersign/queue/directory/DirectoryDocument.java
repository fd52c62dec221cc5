package dev.countersign.queue.directory;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The whole directory as one document, as its file has it. */
public record DirectoryDocument(
        List<Person> people, List<Team> teams, List<Authority> authorities, List<Delegation> delegations) {

    public static final DirectoryDocument EMPTY = new DirectoryDocument(List.of(), List.of(), List.of(), List.of());

    /** With the delegations of another one, as far as their people are in this one. */
    DirectoryDocument withDelegationsOf(DirectoryDocument other) {
        Set<String> known = people.stream().map(Person::id).collect(Collectors.toUnmodifiableSet());
        List<Delegation> kept = other.delegations().stream()
                .filter(delegation -> known.contains(delegation.from()) && known.contains(delegation.to()))
                .toList();
        return new DirectoryDocument(people, teams, authorities, kept);
    }

    public DirectoryDocument {
        people = people == null ? List.of() : List.copyOf(people);
        teams = teams == null ? List.of() : List.copyOf(teams);
        authorities = authorities == null ? List.of() : List.copyOf(authorities);
        delegations = delegations == null ? List.of() : List.copyOf(delegations);
    }
}
