package dev.countersign.queue.directory;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.countersign.contracts.Json;
import dev.countersign.queue.database.Columns;
import dev.countersign.queue.database.SessionStatements;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The directory in the database, and this replica's copy of it, which is never used without asking whether it is still the last. */
@ApplicationScoped
@RegisterForReflection(
        targets = {
            DirectoryDocument.class,
            Person.class,
            Team.class,
            Authority.class,
            Delegation.class,
            Finding.class,
            Finding.Kind.class
        })
public class DirectoryRepository {

    private volatile Directory copy = new Directory(0, DirectoryDocument.EMPTY);

    /** The directory as the current session sees it. */
    public Uni<Directory> current() {
        return SessionStatements.row("select version from directory", Columns::count)
                .map(Objects::requireNonNull)
                .chain(version -> {
                    Directory known = copy;
                    return known.version() == version ? Uni.createFrom().item(known) : read();
                });
    }

    /** In SQL, as everything that this service asks its database: Hibernate's language would be loaded, with all that it takes, for this. */
    private Uni<Directory> read() {
        return SessionStatements.row(
                        "select version, document from directory", row -> new Directory(row.count(), parse(row.text())))
                .map(Objects::requireNonNull)
                .chain(held -> groups().map(groups -> new Directory(held.version(), held.document(), groups)))
                .invoke(read -> copy = read);
    }

    private static Uni<Map<String, Set<String>>> groups() {
        return SessionStatements.rows(
                        "select person, name from group_membership", row -> Map.entry(row.text(), row.text()))
                .map(rows -> rows.stream()
                        .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toUnmodifiableSet()))));
    }

    /** Writes down the groups that somebody signed in with. The version grows, so that every copy is read anew. */
    Uni<Void> groups(DirectoryEntity held, String person, Set<String> groups) {
        held.version = held.version + 1;
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("delete from group_membership where person = :person")
                        .setParameter("person", person)
                        .executeUpdate()
                        .chain(() -> session.createNativeQuery(
                                        "insert into group_membership (person, name) select :person, name"
                                                + " from jsonb_array_elements_text(cast(cast(:groups as text) as jsonb)) as g (name)")
                                .setParameter("person", person)
                                .setParameter("groups", write(groups))
                                .executeUpdate()))
                .replaceWithVoid();
    }

    /** The row, held until the transaction ends, so that changes follow one another. */
    Uni<DirectoryEntity> hold() {
        return Panache.getSession()
                .chain(session -> session.find(DirectoryEntity.class, true, LockModeType.PESSIMISTIC_WRITE));
    }

    /** Forgets the groups of people who left. */
    Uni<Void> forget(List<String> people) {
        return people.isEmpty()
                ? Uni.createFrom().voidItem()
                : Panache.getSession()
                        .chain(session -> session.createNativeQuery("delete from group_membership where person in"
                                        + " (select jsonb_array_elements_text(cast(cast(:people as text) as jsonb)))")
                                .setParameter("people", write(people))
                                .executeUpdate())
                        .replaceWithVoid();
    }

    static DirectoryDocument documentOf(DirectoryEntity entity) {
        return parse(entity.document);
    }

    static void change(DirectoryEntity entity, DirectoryDocument document, String by, Instant now) {
        entity.version = entity.version + 1;
        entity.document = write(document);
        entity.changedBy = by;
        entity.changedAt = now;
    }

    private static DirectoryDocument parse(String document) {
        try {
            return Json.mapper().readValue(document, DirectoryDocument.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the stored directory was written by this class", e);
        }
    }

    private static String write(Object document) {
        try {
            return Json.mapper().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a directory can always be written", e);
        }
    }
}
