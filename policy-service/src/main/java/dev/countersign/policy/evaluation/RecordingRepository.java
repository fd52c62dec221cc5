package dev.countersign.policy.evaluation;

import dev.countersign.messaging.Write;
import dev.countersign.policy.evaluation.Ledger.Account;
import dev.countersign.policy.evaluation.Ledger.Line;
import dev.countersign.policy.evaluation.Recording.Former;
import dev.countersign.policy.evaluation.Recording.RequestName;
import dev.countersign.policy.evaluation.UsageSql.Asked;
import dev.countersign.policy.halt.HaltScope;
import dev.countersign.policy.halt.Stopped;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Reads for many proposals at once, in the transaction that the caller holds on the connection, and says how to write them. Statements may
 * be sent without awaiting the one before.
 */
@Singleton
class RecordingRepository {

    /** Everything that proposals are answered by, as one statement: the limits' accounts, policies in force, halts, former requests. */
    private static final String KNOWN = """
            select 'account' as what, a.*, null::uuid as id, null as digest from (%s) as a
            union all
            select 'policy', process, null, max(version), null, null, null, null, null, null
            from policy_version where process = any((select $4::text[])::text[]) group by process
            union all
            select 'halt', scope, name, null, null, null, null, null, null, null
            from halt
            where (scope = 'process' and name = any((select $4::text[])::text[]))
               or (scope = 'agent' and name = any((select $5::text[])::text[])) or scope = 'everything'
            union all
            select 'former', e.agent, e.idempotency_key, null, null, null, null, null, e.id, e.request_digest
            from unnest((select $6::text[]), (select $7::text[])) as asked(agent, key)
            join evaluation e on e.agent = asked.agent and e.idempotency_key = asked.key
            """.formatted(UsageSql.READ);

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
        return processes.isEmpty()
                ? Future.succeededFuture()
                : connection
                        .preparedQuery(UsageSql.LOCK)
                        .execute(Tuple.from(List.of((Object) processes.toArray(String[]::new))))
                        .mapEmpty();
    }

    /**
     * What is asked about.
     *
     * @param accounts of limits that the caller holds
     * @param requests that may have been made before
     */
    record Question(Set<String> processes, Set<String> agents, List<Asked> accounts, List<RequestName> requests) {

        private Tuple values() {
            List<Object> values = new ArrayList<>(List.of(UsageSql.reading(accounts)));
            values.add(processes.toArray(String[]::new));
            values.add(agents.toArray(String[]::new));
            values.add(requests.stream().map(RequestName::agent).toArray(String[]::new));
            values.add(requests.stream().map(RequestName::key).toArray(String[]::new));
            return Tuple.from(values);
        }
    }

    /**
     * How things stand.
     *
     * @param accounts those that have ever been used
     * @param versions in force, of the processes that have a policy
     * @param formers the requests that were made before
     */
    record Standing(
            Map<Account, Line> accounts,
            Map<String, Integer> versions,
            Stopped stopped,
            Map<RequestName, Former> formers) {}

    Future<Standing> standing(SqlConnection connection, Question question) {
        return connection.preparedQuery(KNOWN).execute(question.values()).map(RecordingRepository::standing);
    }

    private static Standing standing(RowSet<Row> rows) {
        Map<Account, Line> accounts = new HashMap<>();
        Map<String, Integer> versions = new HashMap<>();
        Map<HaltScope, Set<String>> halted = new EnumMap<>(HaltScope.class);
        Map<RequestName, Former> formers = new HashMap<>();
        for (Row row : rows) {
            String what = row.getString(0);
            String first = row.getString(1);
            String second = row.getString(2);
            switch (what) {
                case "account" -> accounts.put(new Account(first, second), line(row));
                case "policy" -> versions.put(first, row.getInteger(3));
                case "halt" ->
                    halted.computeIfAbsent(HaltScope.of(first), scope -> new HashSet<>())
                            .add(second);
                case "former" ->
                    formers.put(new RequestName(first, second), new Former(row.getUUID(8), row.getString(9)));
                default -> throw new IllegalStateException(what);
            }
        }
        return new Standing(accounts, versions, Stopped.of(halted), formers);
    }

    private static Line line(Row row) {
        return new Line(
                row.getLong(3),
                row.get(BigDecimal.class, 4),
                row.get(OffsetDateTime.class, 5).toInstant(),
                row.getLong(6),
                row.get(BigDecimal.class, 7));
    }

    Write adding(List<EvaluationEntity> rows) {
        return new Write(
                INSERT,
                List.of(
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

    Write using(List<Ledger.Use> uses) {
        return new Write(UsageSql.WRITE, List.of(UsageSql.writing(uses)));
    }
}
