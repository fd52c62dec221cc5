package dev.countersign.queue.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.countersign.contracts.Json;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;

/** The directory in the database, and this replica's copy of it, which is never used without asking whether it is still the last. */
@ApplicationScoped
@RegisterForReflection(targets = {DirectoryDocument.class, Person.class, Team.class, Authority.class, Delegation.class})
public class DirectoryRepository {

    private volatile Directory copy = new Directory(0, DirectoryDocument.EMPTY);

    /** The directory as the current session sees it. */
    public Uni<Directory> current() {
        return Panache.getSession()
                .chain(session -> session.createQuery("select d.version from DirectoryEntity d", Long.class)
                        .getSingleResult())
                .chain(version -> {
                    Directory known = copy;
                    return known.version() == version ? Uni.createFrom().item(known) : read();
                });
    }

    private Uni<Directory> read() {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "select d.version, d.document from DirectoryEntity d", Object[].class)
                        .getSingleResult())
                .map(row -> new Directory((Long) row[0], parse((String) row[1])))
                .invoke(read -> copy = read);
    }

    /** The row, held until the transaction ends, so that changes follow one another. */
    Uni<DirectoryEntity> hold() {
        return Panache.getSession()
                .chain(session -> session.find(DirectoryEntity.class, true, LockModeType.PESSIMISTIC_WRITE));
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

    private static String write(DirectoryDocument document) {
        try {
            return Json.mapper().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a directory can always be written", e);
        }
    }
}
