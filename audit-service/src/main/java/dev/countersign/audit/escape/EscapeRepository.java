package dev.countersign.audit.escape;

import dev.countersign.contracts.Json;
import dev.countersign.contracts.event.OversightEvent.FoundBy;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Keeps what was reported. */
@ApplicationScoped
public class EscapeRepository {

    private static final String SUBJECT = "SELECT process, agent FROM evaluation_fact WHERE evaluation = :evaluation";

    private static final String ADD = """
            INSERT INTO escape (id, evaluation, process, found_by, description, reported_by, reported_at,
                idempotency_key, request_digest)
            VALUES (:id, :evaluation, :process, :foundBy, CAST(:description AS text), :reportedBy, :at,
                CAST(:key AS text), :digest)
            ON CONFLICT DO NOTHING""";

    private static final String BY_KEY = """
            SELECT id, evaluation, process, found_by, description, reported_by, reported_at, request_digest
            FROM escape WHERE reported_by = :reportedBy AND idempotency_key = :key""";

    /** What an escape is about. */
    record Subject(String process, String agent) {}

    /** An escape with the digest of the request that reported it. */
    record Kept(Escape escape, String requestDigest) {}

    /** Empty where the evaluation is not known, or not yet. */
    Uni<Optional<Subject>> subject(Mutiny.Session session, UUID evaluation) {
        return session.createNativeQuery(SUBJECT, Object[].class)
                .setParameter("evaluation", evaluation)
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(row -> new Subject((String) row[0], (String) row[1])));
    }

    /** Answers false, and does nothing, where the reporter has used the key before, or where the escape is kept already. */
    Uni<Boolean> add(Mutiny.Session session, Escape escape, @Nullable String key, String digest) {
        return session.createNativeQuery(ADD)
                .setParameter("id", escape.id())
                .setParameter("evaluation", escape.evaluation())
                .setParameter("process", escape.process())
                .setParameter("foundBy", Json.mapper().convertValue(escape.foundBy(), String.class))
                .setParameter("description", escape.description())
                .setParameter("reportedBy", escape.reportedBy())
                .setParameter("at", escape.at().atOffset(ZoneOffset.UTC))
                .setParameter("key", key)
                .setParameter("digest", digest)
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /** What the reporter reported with this key before. */
    Uni<Optional<Kept>> reported(Mutiny.Session session, String reportedBy, String key) {
        return session.createNativeQuery(BY_KEY, Object[].class)
                .setParameter("reportedBy", reportedBy)
                .setParameter("key", key)
                .getResultList()
                .map((List<Object[]> rows) -> rows.stream().findFirst().map(EscapeRepository::kept));
    }

    private static Kept kept(Object[] row) {
        Escape escape = new Escape(
                (UUID) row[0],
                (UUID) row[1],
                (String) row[2],
                Json.mapper().convertValue(row[3], FoundBy.class),
                (String) row[4],
                (String) row[5],
                ((OffsetDateTime) row[6]).toInstant());
        return new Kept(escape, (String) row[7]);
    }
}
