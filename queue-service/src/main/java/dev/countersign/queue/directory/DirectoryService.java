package dev.countersign.queue.directory;

import dev.countersign.contracts.event.QueueEvent.Changed;
import dev.countersign.messaging.Outbox;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import dev.countersign.queue.directory.DirectoryReader.Reading;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads and changes the directory. A change is made whole or not at all. */
@ApplicationScoped
public class DirectoryService {

    private final DirectoryRepository repository;
    private final Outbox outbox;
    private final Clock clock;

    DirectoryService(DirectoryRepository repository, Outbox outbox, Clock clock) {
        this.repository = repository;
        this.outbox = outbox;
        this.clock = clock;
    }

    public Uni<Directory> current() {
        return Panache.withSession(repository::current);
    }

    <T> Uni<EntryPage<T>> page(Entries<T> entries, EntryPage.Query asked) {
        return current().map(now -> asked.of(now.document(), entries));
    }

    Uni<List<Finding>> findings() {
        return current().map(now -> Finding.of(now, clock.instant()));
    }

    /** Replaces everything by what a file says. */
    Uni<Directory> replace(String text, boolean json, String by, Precondition seen) {
        File file = file(text, json);
        return change(by, before -> {
            seen.require(String.valueOf(before.version()));
            return file.after(before.document());
        });
    }

    /** What would become of everything by what a file says; nothing does. */
    Uni<Directory> check(String text, boolean json, Precondition seen) {
        File file = file(text, json);
        return current().map(now -> {
            seen.require(String.valueOf(now.version()));
            return new Directory(now.version(), file.after(now.document()));
        });
    }

    /**
     * What a file says. People say themselves when they are away: a file that says nothing of delegations leaves theirs alone, except
     * for those who are no longer in it.
     */
    private record File(DirectoryDocument document, boolean speaksOfDelegations) {

        DirectoryDocument after(DirectoryDocument before) {
            if (speaksOfDelegations) {
                return document;
            }
            DirectoryDocument after = document.withDelegationsOf(before);
            List<Violation> violations = violations(after);
            if (!violations.isEmpty()) {
                throw invalid().with(violations);
            }
            return after;
        }
    }

    private static List<Violation> violations(DirectoryDocument document) {
        return DirectoryChecks.check(document).stream()
                .map(finding -> new Violation(finding.pointer(), finding.sentence()))
                .toList();
    }

    private static File file(String text, boolean json) {
        return new File(read(text, json), DirectoryText.speaksOfDelegations(text, json));
    }

    private static DirectoryDocument read(String text, boolean json) {
        Reading<DirectoryDocument> reading = DirectoryText.read(text, json);
        DirectoryDocument document = reading.value();
        if (document == null) {
            throw invalid(reading.errors());
        }
        return document;
    }

    /** Puts one entry, new or in the place of the one with its id. */
    <T> Uni<Tagged<T>> put(Entries<T> entries, String id, String body, String by, Precondition seen) {
        T entry = read(entries, id, body);
        return change(by, before -> {
                    seen.require(tag(entries, before.document(), id));
                    return checkedPut(entries, before.document(), entry, id);
                })
                .map(now -> one(entries, now, id));
    }

    /** Takes one entry away, unless another one leads to it. */
    <T> Uni<Directory> remove(Entries<T> entries, String id, String by, Precondition seen) {
        return change(by, before -> {
            seen.require(tag(entries, before.document(), id));
            return removed(entries, before.document(), id);
        });
    }

    private static <T> DirectoryDocument removed(Entries<T> entries, DirectoryDocument before, String id) {
        if (entries.find(before, id).isEmpty()) {
            throw notFound();
        }
        return checkedRemoval(entries, before, id);
    }

    /** Somebody's own absence: nobody else's is touched by it, and under the id of another's there is nothing to be found. */
    public Uni<Delegation> delegate(String person, String id, String body, String by) {
        Delegation entry = read(body, json -> DirectoryReader.ownDelegation(id, person, json));
        return change(by, before -> {
                    requireOwn(before.document(), person, id);
                    return checkedPut(Entries.DELEGATIONS, before.document(), entry, id);
                })
                .replaceWith(entry);
    }

    /** The absence is over, or does not come. */
    public Uni<Void> beBack(String person, String id, String by) {
        return change(by, before -> {
                    requireOwn(before.document(), person, id);
                    return removed(Entries.DELEGATIONS, before.document(), id);
                })
                .replaceWithVoid();
    }

    private static void requireOwn(DirectoryDocument document, String person, String id) {
        Entries.DELEGATIONS.find(document, id).ifPresent(there -> {
            if (!there.from().equals(person)) {
                throw notFound();
            }
        });
    }

    <T> Uni<Tagged<T>> get(Entries<T> entries, String id) {
        return current().map(now -> one(entries, now, id));
    }

    private static <T> Tagged<T> one(Entries<T> entries, Directory now, String id) {
        T entry = entries.find(now.document(), id).orElseThrow(DirectoryService::notFound);
        return new Tagged<>(entry, entries.tag(entry));
    }

    private static <T> @Nullable String tag(Entries<T> entries, DirectoryDocument document, String id) {
        return entries.find(document, id).map(entries::tag).orElse(null);
    }

    /** What stood before a change. */
    private record Before(long version, DirectoryDocument document) {}

    private interface Change {
        DirectoryDocument apply(Before before);
    }

    private Uni<Directory> change(String by, Change change) {
        return Panache.withTransaction(() -> repository.hold().chain(entity -> change(entity, by, change)))
                .chain(this::current);
    }

    /** What is the same as before is no change: nobody need look at anything again, and no other replica read it. */
    private Uni<Void> change(DirectoryEntity entity, String by, Change change) {
        Before before = new Before(entity.version, DirectoryRepository.documentOf(entity));
        DirectoryDocument after = change.apply(before);
        if (after.equals(before.document())) {
            return Uni.createFrom().voidItem();
        }
        Instant now = clock.instant();
        DirectoryRepository.change(entity, after, by, now);
        List<Changed> changes = Difference.between(before.document(), after);
        return repository
                .forget(Difference.peopleRemoved(changes))
                .chain(() -> outbox.add(Difference.event(entity.version, by, changes, now)));
    }

    private static <T> T read(Entries<T> entries, String id, String body) {
        return read(body, json -> entries.reader().apply(id, json));
    }

    private static <T> T read(String body, Function<Located, Reading<T>> reader) {
        try {
            Reading<T> reading = reader.apply(LocatedText.json(body));
            T entry = reading.value();
            if (entry == null) {
                throw invalid(reading.errors());
            }
            return entry;
        } catch (LocatedText.MalformedException e) {
            throw Problem.of(400, "malformed-json", "Malformed JSON", "The body is not well-formed JSON.");
        }
    }

    private static <T> DirectoryDocument checkedPut(Entries<T> entries, DirectoryDocument before, T entry, String id) {
        DirectoryDocument after = entries.put(before, entry);
        String own = "/" + entries.name() + "/" + entries.indexOf(after, id);
        List<Violation> violations = DirectoryChecks.check(after).stream()
                .map(finding -> new Violation(
                        finding.pointer().startsWith(own) ? finding.pointer().substring(own.length()) : "",
                        finding.sentence()))
                .toList();
        if (!violations.isEmpty()) {
            throw invalid().with(violations);
        }
        return after;
    }

    private static <T> DirectoryDocument checkedRemoval(Entries<T> entries, DirectoryDocument before, String id) {
        DirectoryDocument after = entries.remove(before, id);
        List<Violation> violations = violations(after);
        if (!violations.isEmpty()) {
            throw Problem.of(
                            409,
                            "still-referenced",
                            "Still referenced",
                            "Something in the directory leads to it; change that first.")
                    .with(violations);
        }
        return after;
    }

    static Problem notFound() {
        return Problem.of(404, "not-found", "Not found", "There is no such entry in the directory.");
    }

    private static Problem invalid(List<DirectoryError> errors) {
        return invalid()
                .with(errors.stream()
                        .map(error -> new Violation(error.pointer(), "line " + error.line() + ": " + error.sentence()))
                        .toList());
    }

    private static Problem invalid() {
        return Problem.of(
                422, "directory-invalid", "Invalid directory", "The directory has errors; nothing was changed.");
    }
}
