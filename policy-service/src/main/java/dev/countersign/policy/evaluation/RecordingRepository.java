package dev.countersign.policy.evaluation;

import dev.countersign.policy.evaluation.Ledger.Account;
import dev.countersign.policy.evaluation.Ledger.Line;
import dev.countersign.policy.evaluation.Recording.Former;
import dev.countersign.policy.evaluation.Recording.RequestName;
import dev.countersign.policy.evaluation.UsageSql.Asked;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Reads and writes for many proposals at once, one statement for each table, in the transaction that the caller holds on the
 * connection. Statements may be sent without awaiting the one before.
 */
@Singleton
class RecordingRepository {

    private static final String FORMERS = """
            select e.agent, e.idempotency_key, e.id, e.request_digest
            from unnest($1::text[], $2::text[]) as asked(agent, key)
            join evaluation e on e.agent = asked.agent and e.idempotency_key = asked.key
            """;

    private static final String INSERT = """
            insert into evaluation (id, process, policy_version, agent, outcome, status, reasons, proposal, payload_digest,
                                    revision, idempotency_key, request_digest, clock_cycle, created_at, changed_at)
            select e.id, e.process, e.policy_version, e.agent, e.outcome, e.status, e.reasons, e.proposal, e.payload_digest,
                   e.revision, e.idempotency_key, e.request_digest, 0, e.created_at, e.created_at
            from unnest($1::uuid[], $2::text[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                        $9::text[], $10::integer[], $11::text[], $12::text[], $13::timestamptz[])
                as e(id, process, policy_version, agent, outcome, status, reasons, proposal, payload_digest,
                     revision, idempotency_key, request_digest, created_at)
            """;

    /** Holds the limits of these processes until the transaction ends. */
    Future<Void> lockLimits(SqlConnection connection, Set<String> processes) {
        return connection
                .preparedQuery(UsageSql.LOCK)
                .execute(Tuple.from(List.of((Object) processes.toArray(String[]::new))))
                .mapEmpty();
    }

    /** Where these accounts stand. */
    Future<Map<Account, Line>> accounts(SqlConnection connection, List<Asked> asked) {
        return connection
                .preparedQuery(UsageSql.READ)
                .execute(Tuple.from(UsageSql.reading(asked)))
                .map(rows -> {
                    Map<Account, Line> lines = new HashMap<>();
                    rows.forEach(row -> lines.put(new Account(row.getString(0), row.getString(1)), line(row)));
                    return lines;
                });
    }

    private static Line line(Row row) {
        return new Line(
                row.getLong(2),
                row.get(BigDecimal.class, 3),
                row.get(OffsetDateTime.class, 4).toInstant(),
                row.getLong(5),
                row.get(BigDecimal.class, 6));
    }

    /** The requests among these that were made before. */
    Future<Map<RequestName, Former>> formers(SqlConnection connection, Set<RequestName> names) {
        if (names.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return connection
                .preparedQuery(FORMERS)
                .execute(Tuple.from(List.of(
                        names.stream().map(RequestName::agent).toArray(String[]::new),
                        names.stream().map(RequestName::key).toArray(String[]::new))))
                .map(RecordingRepository::formers);
    }

    private static Map<RequestName, Former> formers(RowSet<Row> rows) {
        Map<RequestName, Former> formers = new HashMap<>();
        rows.forEach(row -> formers.put(
                new RequestName(row.getString(0), row.getString(1)), new Former(row.getUUID(2), row.getString(3))));
        return formers;
    }

    Future<Void> insert(SqlConnection connection, List<EvaluationEntity> rows) {
        return rows.isEmpty()
                ? Future.succeededFuture()
                : connection.preparedQuery(INSERT).execute(values(rows)).mapEmpty();
    }

    private static Tuple values(List<EvaluationEntity> rows) {
        return Tuple.from(List.of(
                rows.stream().map(row -> row.id).toArray(UUID[]::new),
                texts(rows, row -> row.process),
                rows.stream().map(row -> row.policyVersion).toArray(Integer[]::new),
                texts(rows, row -> row.agent),
                texts(rows, row -> row.outcome),
                texts(rows, row -> row.status),
                texts(rows, row -> row.reasons),
                texts(rows, row -> row.proposal),
                texts(rows, row -> row.payloadDigest),
                rows.stream().map(row -> row.revision).toArray(Integer[]::new),
                texts(rows, row -> row.idempotencyKey),
                texts(rows, row -> row.requestDigest),
                rows.stream().map(row -> UsageSql.utc(row.createdAt)).toArray(OffsetDateTime[]::new)));
    }

    private static String[] texts(List<EvaluationEntity> rows, Function<EvaluationEntity, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    Future<Void> use(SqlConnection connection, List<Ledger.Use> uses) {
        return uses.isEmpty()
                ? Future.succeededFuture()
                : connection
                        .preparedQuery(UsageSql.WRITE)
                        .execute(Tuple.from(UsageSql.writing(uses)))
                        .mapEmpty();
    }
}
