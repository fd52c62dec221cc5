package dev.countersign.queue.directory;

import static java.util.stream.Collectors.toMap;

import dev.countersign.contracts.event.QueueEvent.Change;
import dev.countersign.contracts.event.QueueEvent.Changed;
import dev.countersign.contracts.event.QueueEvent.DirectoryChanged;
import dev.countersign.contracts.event.QueueEvent.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What is another in one directory than in another, entry by entry. */
final class Difference {

    /** What an event names at most: a message has a bound, a directory has none. */
    private static final int MOST = 1_000;

    private Difference() {}

    static List<Changed> between(DirectoryDocument before, DirectoryDocument after) {
        List<Changed> changes = new ArrayList<>();
        changes.addAll(in(Entries.PEOPLE, Entry.PERSON, before, after));
        changes.addAll(in(Entries.TEAMS, Entry.TEAM, before, after));
        changes.addAll(in(Entries.AUTHORITIES, Entry.AUTHORITY, before, after));
        changes.addAll(in(Entries.DELEGATIONS, Entry.DELEGATION, before, after));
        return List.copyOf(changes);
    }

    /** What the other rooms are told of it. */
    static DirectoryChanged event(long version, String by, List<Changed> changes, Instant now) {
        return new DirectoryChanged(
                "*", version, by, changes.subList(0, Math.min(changes.size(), MOST)), changes.size(), now);
    }

    static List<String> peopleRemoved(List<Changed> changes) {
        return changes.stream()
                .filter(changed -> changed.entry() == Entry.PERSON && changed.change() == Change.REMOVED)
                .map(Changed::id)
                .toList();
    }

    private static <T> List<Changed> in(
            Entries<T> entries, Entry kind, DirectoryDocument before, DirectoryDocument after) {
        Map<String, T> former = byId(entries, before);
        Map<String, T> present = byId(entries, after);
        List<Changed> changes = new ArrayList<>();
        present.forEach((id, entry) -> {
            T was = former.get(id);
            if (was == null) {
                changes.add(new Changed(kind, id, Change.ADDED));
            } else if (!was.equals(entry)) {
                changes.add(new Changed(kind, id, Change.CHANGED));
            }
        });
        former.keySet().stream()
                .filter(id -> !present.containsKey(id))
                .map(id -> new Changed(kind, id, Change.REMOVED))
                .forEach(changes::add);
        return changes;
    }

    private static <T> Map<String, T> byId(Entries<T> entries, DirectoryDocument document) {
        return entries.list().apply(document).stream()
                .collect(toMap(entries.id(), Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }
}
