package dev.countersign.policy.halt;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is stopped, read in the caller's transaction: a stop holds on every replica as soon as it is committed. */
@ApplicationScoped
public class HaltRepository implements PanacheRepositoryBase<HaltEntity, HaltEntity.Key> {

    static final String PROCESS = "process";
    static final String AGENT = "agent";

    /** Whether this process or this agent is stopped. */
    public Uni<Halts> of(String process, String agent) {
        return getSession()
                .chain(session -> session.createSelectionQuery(
                                "select h.scope from HaltEntity h where (h.scope = 'process' and h.name = :process)"
                                        + " or (h.scope = 'agent' and h.name = :agent)",
                                String.class)
                        .setParameter("process", process)
                        .setParameter("agent", agent)
                        .getResultList())
                .map(scopes -> new Halts(scopes.contains(PROCESS), scopes.contains(AGENT)));
    }

    /** What is stopped among these, read in the transaction that the caller holds on this connection. */
    public Future<Stopped> among(SqlConnection connection, Set<String> processes, Set<String> agents) {
        return connection
                .preparedQuery("select scope, name from halt where (scope = 'process' and name = any($1))"
                        + " or (scope = 'agent' and name = any($2))")
                .execute(Tuple.from(List.of(processes.toArray(String[]::new), agents.toArray(String[]::new))))
                .map(HaltRepository::stopped);
    }

    private static Stopped stopped(RowSet<Row> rows) {
        Set<String> processes = new HashSet<>();
        Set<String> agents = new HashSet<>();
        rows.forEach(row -> (row.getString(0).equals(PROCESS) ? processes : agents).add(row.getString(1)));
        return new Stopped(processes, agents);
    }

    /** Stops something; false where it was stopped already. */
    Uni<Boolean> halt(String scope, String name, String reason, String by, Instant at) {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into halt (scope, name, reason, halted_by, halted_at)"
                                        + " values (:scope, :name, :reason, :by, :at) on conflict do nothing")
                        .setParameter("scope", scope)
                        .setParameter("name", name)
                        .setParameter("reason", reason)
                        .setParameter("by", by)
                        .setParameter("at", at)
                        .executeUpdate())
                .map(rows -> rows > 0);
    }

    /** Lets something go on; false where it was not stopped. */
    Uni<Boolean> resume(String scope, String name) {
        return delete("scope = ?1 and name = ?2", scope, name).map(rows -> rows > 0);
    }
}
