package dev.countersign.policy.publishing;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PolicyRepository implements PanacheRepositoryBase<PolicyVersionEntity, PolicyVersionEntity.Key> {

    /** The version that is in force, 0 where nothing is published. */
    Uni<Integer> latestVersion(String process) {
        return getSession()
                .chain(session -> session.createSelectionQuery(
                                "select coalesce(max(p.version), 0) from PolicyVersionEntity p where p.process = :process",
                                Integer.class)
                        .setParameter("process", process)
                        .getSingleResult());
    }

    /** The document of a version; on the caller's connection. */
    Future<String> document(SqlConnection connection, PolicyVersionEntity.Key key) {
        return connection
                .preparedQuery("select document from policy_version where process = $1 and version = $2")
                .execute(Tuple.of(key.process, key.version))
                .map(rows -> rows.iterator().next().getString(0));
    }

    /** Waits for everybody else who holds this lock; held until the transaction ends. */
    Uni<Integer> lock(String name) {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                "select case when pg_advisory_xact_lock(hashtextextended(:key, 0)) is null then 0 else 1"
                                        + " end",
                                Integer.class)
                        .setParameter("key", name)
                        .getSingleResult());
    }

    Uni<@Nullable PolicyVersionEntity> version(String process, int version) {
        return findById(new PolicyVersionEntity.Key(process, version));
    }

    Uni<@Nullable PolicyVersionEntity> latest(String process) {
        return find("process = ?1", Sort.descending("version"), process).firstResult();
    }

    /** Newest first, from below a version on. */
    Uni<List<PolicyVersionEntity>> versionsBelow(String process, int below, int limit) {
        return find("process = ?1 and version < ?2", Sort.descending("version"), process, below)
                .page(0, limit)
                .list();
    }
}
