package dev.countersign.policy.halt;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

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
