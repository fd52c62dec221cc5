package dev.countersign.queue.watch;

import dev.countersign.queue.directory.Delegation;
import dev.countersign.queue.directory.Directory;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A queue, and whether anybody watches it.
 *
 * @param lastSeen when one of its owners was last seen; absent where none ever was
 * @param unwatched whether reviews have waited for the set time, and nobody of the owners was seen in it
 */
record Watched(WaitingQueue queue, @Nullable Instant lastSeen, boolean unwatched) {

    /**
     * Looks at every queue. Its owners are the person, or the team's members and who leads it, and whoever stands in for them now.
     *
     * @param seen when people were last seen
     * @param after how long is too long
     */
    static List<Watched> all(
            Directory directory, List<WaitingQueue> queues, Map<String, Instant> seen, Instant now, Duration after) {
        Instant tooLong = now.minus(after);
        return queues.stream()
                .map(queue -> of(directory, queue, seen, now, tooLong))
                .toList();
    }

    private static Watched of(
            Directory directory, WaitingQueue queue, Map<String, Instant> seen, Instant now, Instant tooLong) {
        Optional<Instant> lastSeen = owners(directory, queue, now).stream()
                .flatMap(person -> Optional.ofNullable(seen.get(person)).stream())
                .max(Comparator.naturalOrder());
        boolean watched = lastSeen.filter(tooLong::isBefore).isPresent();
        return new Watched(
                queue, lastSeen.orElse(null), !watched && !queue.since().isAfter(tooLong));
    }

    private static Set<String> owners(Directory directory, WaitingQueue queue, Instant now) {
        Set<String> named = queue.owner().isPerson()
                ? Set.of(queue.owner().id())
                : directory.team(queue.owner().id()).map(team -> team.people()).orElse(Set.of());
        Set<String> owners = new LinkedHashSet<>(named);
        named.forEach(person -> owners.addAll(standIns(directory, person, now)));
        return owners;
    }

    private static Set<String> standIns(Directory directory, String person, Instant now) {
        Set<String> standIns = new HashSet<>();
        Optional<Delegation> away = directory.awayAt(person, now);
        while (away.isPresent() && standIns.add(away.get().to())) {
            away = directory.awayAt(away.get().to(), now);
        }
        return standIns;
    }
}
