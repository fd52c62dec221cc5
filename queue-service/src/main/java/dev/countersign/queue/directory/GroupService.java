package dev.countersign.queue.directory;

import dev.countersign.contracts.event.QueueEvent.Change;
import dev.countersign.contracts.event.QueueEvent.Changed;
import dev.countersign.contracts.event.QueueEvent.Entry;
import dev.countersign.messaging.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps the members of teams in step with the groups that people sign in with. */
@ApplicationScoped
public class GroupService {

    private final DirectoryRepository directories;
    private final Outbox outbox;
    private final Clock clock;

    GroupService(DirectoryRepository directories, Outbox outbox, Clock clock) {
        this.directories = directories;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Somebody signed in with these groups: from now on they are in the teams that name one of them, and in no other team by its group.
     * Where that is so already, nothing is written.
     */
    public Uni<Void> signedIn(Directory directory, String person, Set<String> groups) {
        Set<String> named =
                groups.stream().filter(directory.teamGroups()::contains).collect(Collectors.toUnmodifiableSet());
        if (directory.person(person).isEmpty() || directory.groupsOf(person).equals(named)) {
            return Uni.createFrom().voidItem();
        }
        return Panache.withTransaction(() -> directories
                .hold()
                .chain(held -> directories
                        .groups(held, person, named)
                        .chain(() -> outbox.add(Difference.event(
                                held.version, person, teams(directory, person, named), clock.instant())))));
    }

    /** The teams that somebody joins or leaves with other groups. */
    private static List<Changed> teams(Directory directory, String person, Set<String> named) {
        Set<String> former = directory.groupsOf(person);
        return directory.document().teams().stream()
                .filter(team -> team.group() != null && former.contains(team.group()) != named.contains(team.group()))
                .map(team -> new Changed(Entry.TEAM, team.id(), Change.CHANGED))
                .toList();
    }
}
