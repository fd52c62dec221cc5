package dev.countersign.queue.watch;

import dev.countersign.contracts.event.QueueEvent.QueueUnwatched;
import dev.countersign.messaging.Outbox;
import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.directory.DirectoryRepository;
import dev.countersign.queue.routing.Contacts;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at the queues, and says of which somebody must be told. */
@ApplicationScoped
class WatchService {

    private final WatchRepository queues;
    private final DirectoryRepository directories;
    private final Outbox outbox;
    private final WatchConfig config;
    private final Clock clock;

    WatchService(
            WatchRepository queues, DirectoryRepository directories, Outbox outbox, WatchConfig config, Clock clock) {
        this.queues = queues;
        this.directories = directories;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /**
     * The queues as they stand.
     *
     * @param seen who was ever seen
     * @param told those of which somebody is told in the same transaction
     */
    record Look(Directory directory, Set<String> seen, List<Watched> queues, List<QueueUnwatched> told) {

        /** Those who were seen once and have left since. */
        Set<String> gone() {
            return seen.stream()
                    .filter(person -> directory.person(person).isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        }

        List<Watched> unwatched() {
            return queues.stream().filter(Watched::unwatched).toList();
        }
    }

    Uni<Look> look() {
        return Panache.withSession(this::seen);
    }

    /** Looks, and tells. */
    Uni<Look> watch() {
        return Panache.withTransaction(
                () -> seen().call(look -> queues.forget(look.gone())).chain(this::tell));
    }

    private Uni<Look> seen() {
        return directories
                .current()
                .chain(directory -> queues.waiting()
                        .chain(waiting -> queues.seen()
                                .map(seen -> new Look(
                                        directory,
                                        seen.keySet(),
                                        Watched.all(directory, waiting, seen, clock.instant(), config.unwatchedAfter()),
                                        List.of()))));
    }

    private Uni<Look> tell(Look look) {
        Instant now = clock.instant();
        return queues.toTell(look.unwatched(), now, now.minus(config.again())).chain(keys -> {
            List<QueueUnwatched> events = look.unwatched().stream()
                    .filter(one -> keys.contains(WatchRepository.Key.of(one)))
                    .map(one -> event(look.directory(), one, now))
                    .toList();
            return outbox.addAll(events).replaceWith(new Look(look.directory(), look.seen(), look.queues(), events));
        });
    }

    private static QueueUnwatched event(Directory directory, Watched unwatched, Instant now) {
        WaitingQueue queue = unwatched.queue();
        return new QueueUnwatched(
                queue.process(),
                queue.owner(),
                directory.nameOf(queue.owner()),
                queue.open(),
                queue.since(),
                unwatched.lastSeen(),
                queue.accountable(),
                Contacts.of(directory, queue.accountable(), now, person -> true),
                now);
    }
}
