package dev.countersign.queue.directory;

import java.util.List;

/** The whole directory as one document, as its file has it. */
public record DirectoryDocument(
        List<Person> people, List<Team> teams, List<Authority> authorities, List<Delegation> delegations) {

    public static final DirectoryDocument EMPTY = new DirectoryDocument(List.of(), List.of(), List.of(), List.of());

    public DirectoryDocument {
        people = people == null ? List.of() : List.copyOf(people);
        teams = teams == null ? List.of() : List.copyOf(teams);
        authorities = authorities == null ? List.of() : List.copyOf(authorities);
        delegations = delegations == null ? List.of() : List.copyOf(delegations);
    }
}
