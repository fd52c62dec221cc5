package dev.countersign.policy.halt;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is stopped, read in the caller's transaction: a stop holds on every replica as soon as it is committed. */
@ApplicationScoped
public class HaltRepository implements PanacheRepositoryBase<HaltEntity, HaltEntity.Key> {

    /** Whether everything, this process or this agent is stopped. */
    public Uni<Halts> of(String process, String agent) {
        return getSession()
                .chain(session -> session.createSelectionQuery(
                                "select h.scope from HaltEntity h where (h.scope = 'process' and h.name = :process)"
                                        + " or (h.scope = 'agent' and h.name = :agent) or h.scope = 'everything'",
                                String.class)
                        .setParameter("process", process)
                        .setParameter("agent", agent)
                        .getResultList())
                .map(HaltRepository::halts);
    }

    private static Halts halts(List<String> scopes) {
        return new Halts(
                scopes.contains(HaltScope.EVERYTHING.word()),
                scopes.contains(HaltScope.PROCESS.word()),
                scopes.contains(HaltScope.AGENT.word()));
    }

    /** All that is stopped: as much as people have stopped by hand. */
    Uni<List<HaltEntity>> all() {
        return listAll(Sort.by("haltedAt", "scope", "name"));
    }

    /** What is stopped among these, read in the transaction that the caller holds on this connection. */
    public Future<Stopped> among(SqlConnection connection, Set<String> processes, Set<String> agents) {
        return connection
                .preparedQuery("select scope, name from halt where (scope = 'process' and name = any($1))"
                        + " or (scope = 'agent' and name = any($2)) or scope = 'everything'")
                .execute(Tuple.from(List.of(processes.toArray(String[]::new), agents.toArray(String[]::new))))
                .map(HaltRepository::stopped);
    }

    private static Stopped stopped(RowSet<Row> rows) {
        Map<HaltScope, Set<String>> names = new EnumMap<>(HaltScope.class);
        rows.forEach(row -> names.computeIfAbsent(HaltScope.of(row.getString(0)), scope -> new HashSet<>())
                .add(row.getString(1)));
        return new Stopped(
                names.containsKey(HaltScope.EVERYTHING),
                names.getOrDefault(HaltScope.PROCESS, Set.of()),
                names.getOrDefault(HaltScope.AGENT, Set.of()));
    }

    /** Stops something; false where it was stopped already. */
    Uni<Boolean> halt(HaltScope scope, String name, String reason, String by, Instant at) {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into halt (scope, name, reason, halted_by, halted_at)"
                                        + " values (:scope, :name, :reason, :by, :at) on conflict do nothing")
                        .setParameter("scope", scope.word())
                        .setParameter("name", name)
                        .setParameter("reason", reason)
                        .setParameter("by", by)
                        .setParameter("at", at)
                        .executeUpdate())
                .map(rows -> rows > 0);
    }

    /** Lets something go on; false where it was not stopped. */
    Uni<Boolean> resume(HaltScope scope, String name) {
        return delete("scope = ?1 and name = ?2", scope.word(), name).map(rows -> rows > 0);
    }
}
