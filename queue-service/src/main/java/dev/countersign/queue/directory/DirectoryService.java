package dev.countersign.queue.directory;

import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import dev.countersign.queue.directory.DirectoryReader.Reading;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;

/** Reads and changes the directory. A change is made whole or not at all. */
@ApplicationScoped
class DirectoryService {

    private final DirectoryRepository repository;
    private final Clock clock;

    DirectoryService(DirectoryRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    Uni<Directory> current() {
        return Panache.withSession(repository::current);
    }

    /** Replaces everything by what a file says. */
    Uni<Directory> replace(String text, boolean json, String by) {
        Reading<DirectoryDocument> reading = DirectoryText.read(text, json);
        DirectoryDocument document = reading.value();
        return document == null ? Uni.createFrom().failure(invalid(reading.errors())) : change(by, before -> document);
    }

    /** Puts one entry, new or in the place of the one with its id. */
    <T> Uni<Directory> put(Entries<T> entries, String id, String body, String by) {
        T entry = read(entries, id, body);
        return change(by, before -> checkedPut(entries, before, entry, id));
    }

    /** Takes one entry away, unless another one leads to it. */
    <T> Uni<Directory> remove(Entries<T> entries, String id, String by) {
        return change(by, before -> checkedRemoval(entries, before, id));
    }

    private Uni<Directory> change(String by, UnaryOperator<DirectoryDocument> change) {
        return Panache.withTransaction(() -> repository
                        .hold()
                        .invoke(entity -> DirectoryRepository.change(
                                entity, change.apply(DirectoryRepository.documentOf(entity)), by, clock.instant())))
                .chain(this::current);
    }

    private static <T> T read(Entries<T> entries, String id, String body) {
        try {
            Reading<T> reading = entries.reader().apply(id, LocatedText.json(body));
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
        if (entries.find(before, id).isEmpty()) {
            throw notFound();
        }
        DirectoryDocument after = entries.remove(before, id);
        List<Violation> violations = DirectoryChecks.check(after).stream()
                .map(finding -> new Violation(finding.pointer(), finding.sentence()))
                .toList();
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
