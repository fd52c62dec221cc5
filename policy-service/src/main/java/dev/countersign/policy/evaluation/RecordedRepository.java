package dev.countersign.policy.evaluation;

import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.Reason;
import dev.countersign.policy.evaluation.Recorded.Place;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads recorded evaluations in their order, page by page: every page is a statement of its own, so that however many are read, no
 * snapshot is held and no session is busy.
 */
@ApplicationScoped
public class RecordedRepository {

    /** A page ends early where its proposals are large; its first row always fits. */
    private static final String PAGE = """
            select * from (
                select e.*, sum(octet_length(e.proposal)) over (order by e.created_at, e.id) - octet_length(e.proposal)
                    as before
                from (
                    select id, created_at, agent, outcome, reasons, proposal, proposed, proposed_reasons, owner,
                        decision
                    from evaluation
                    where process = $1 and (created_at, id) > ($2, $3) and created_at < $4
                    order by created_at, id limit $5
                ) e
            ) sized
            where before < $6
            order by created_at, id
            """;

    private static final long PAGE_BYTES = 8L << 20;

    private static final String COUNT = """
            select count(*) as n from (
                select 1 from evaluation where process = $1 and created_at >= $2 and created_at < $3 limit $4) bounded
            """;

    /** Only this service's own role writes here; a backup may take as long as it likes. */
    private static final String OLDEST_TRANSACTION = """
            select coalesce(extract(epoch from clock_timestamp() - min(xact_start)), 0)::float8 as seconds
            from pg_stat_activity
            where datname = current_database() and usename = current_user and backend_type = 'client backend'
                and pid <> pg_backend_pid()
            """;

    /** The next evaluations of a process after a place and before a time, in order; empty where there are no more. */
    public Uni<List<Recorded>> after(SqlClient client, String process, Place place, Instant before, int atMost) {
        Tuple parameters = Tuple.from(
                List.of(process, utc(place.at()), place.evaluation(), utc(before), (long) atMost, PAGE_BYTES));
        return client.preparedQuery(PAGE)
                .execute(parameters)
                // Megabytes of JSON are not read where requests are served.
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(RecordedRepository::recorded);
    }

    /** How many evaluations a process has from one time on and before another, counted up to a bound. */
    public Uni<Long> count(SqlClient client, String process, Instant from, Instant before, long bound) {
        return client.preparedQuery(COUNT)
                .execute(Tuple.of(process, utc(from), utc(before), bound))
                .map(rows -> rows.iterator().next().getLong("n"));
    }

    /**
     * How long the oldest transaction has been running that is under way now. A transaction reads the time of an evaluation after it
     * has begun: what was recorded longer ago than this is to be seen, or never will be.
     */
    public Uni<Duration> oldestTransaction(SqlClient client) {
        return client.preparedQuery(OLDEST_TRANSACTION)
                .execute()
                .map(rows -> rows.iterator().next().getDouble("seconds"))
                .map(seconds -> Duration.ofMillis((long) Math.ceil(seconds * 1_000)));
    }

    private static List<Recorded> recorded(RowSet<Row> rows) {
        List<Recorded> page = new ArrayList<>(rows.size());
        rows.forEach(row -> page.add(recorded(row)));
        return page;
    }

    private static Recorded recorded(Row row) {
        @Nullable String firstReasons = row.getString("proposed_reasons");
        String reasons = firstReasons == null ? row.getString("reasons") : firstReasons;
        return new Recorded(
                row.getUUID("id"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("agent"),
                proposal(row),
                Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                Arrays.asList(Stored.read(reasons, Reason[].class)),
                row.getString("owner"),
                decision(row.getString("decision")));
    }

    private static Proposal proposal(Row row) {
        @Nullable String first = row.getString("proposed");
        return Stored.read(first == null ? row.getString("proposal") : first, Proposal.class);
    }

    /** How a review ended, as it is stored with an evaluation. */
    public static @Nullable Decision decision(@Nullable String stored) {
        return stored == null ? null : Stored.read(stored, DecisionView.class).outcome();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
