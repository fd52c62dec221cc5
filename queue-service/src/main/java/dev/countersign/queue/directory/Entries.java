package dev.countersign.queue.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** One of the four lists of a directory, and how an entry of it is found, put and taken away. */
record Entries<T>(
        String name,
        Function<DirectoryDocument, List<T>> list,
        Function<T, String> id,
        BiFunction<DirectoryDocument, List<T>, DirectoryDocument> with,
        BiFunction<String, Located, DirectoryReader.Reading<T>> reader) {

    static final Entries<Person> PEOPLE = new Entries<>(
            "people",
            DirectoryDocument::people,
            Person::id,
            (d, list) -> new DirectoryDocument(list, d.teams(), d.authorities(), d.delegations()),
            DirectoryReader::person);
    static final Entries<Team> TEAMS = new Entries<>(
            "teams",
            DirectoryDocument::teams,
            Team::id,
            (d, list) -> new DirectoryDocument(d.people(), list, d.authorities(), d.delegations()),
            DirectoryReader::team);
    static final Entries<Authority> AUTHORITIES = new Entries<>(
            "authorities",
            DirectoryDocument::authorities,
            Authority::id,
            (d, list) -> new DirectoryDocument(d.people(), d.teams(), list, d.delegations()),
            DirectoryReader::authority);
    static final Entries<Delegation> DELEGATIONS = new Entries<>(
            "delegations",
            DirectoryDocument::delegations,
            Delegation::id,
            (d, list) -> new DirectoryDocument(d.people(), d.teams(), d.authorities(), list),
            DirectoryReader::delegation);

    Optional<T> find(DirectoryDocument document, String wanted) {
        return list.apply(document).stream()
                .filter(entry -> id.apply(entry).equals(wanted))
                .findFirst();
    }

    /** The name of the state that an entry is in. */
    String tag(T entry) {
        return DerivedId.of(name, entry);
    }

    int indexOf(DirectoryDocument document, String wanted) {
        return list.apply(document).stream().map(id).toList().indexOf(wanted);
    }

    /** With the entry in the place of the one with its id, or at the end. */
    DirectoryDocument put(DirectoryDocument document, T entry) {
        List<T> entries = new ArrayList<>(list.apply(document));
        int index = indexOf(document, id.apply(entry));
        if (index < 0) {
            entries.add(entry);
        } else {
            entries.set(index, entry);
        }
        return with.apply(document, entries);
    }

    DirectoryDocument remove(DirectoryDocument document, String unwanted) {
        return with.apply(
                document,
                list.apply(document).stream()
                        .filter(entry -> !id.apply(entry).equals(unwanted))
                        .toList());
    }
}
