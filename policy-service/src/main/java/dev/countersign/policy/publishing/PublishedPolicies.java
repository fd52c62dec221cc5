package dev.countersign.policy.publishing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The policies in force. Which version that is comes from the database each time, so that every replica answers by the same one;
 * a version never changes, so that its compiled form is kept.
 */
@ApplicationScoped
public class PublishedPolicies {

    private static final int KEPT = 500;

    private final PolicyRepository repository;
    private final Map<PolicyVersionEntity.Key, PublishedPolicy> compiled = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PolicyVersionEntity.Key, PublishedPolicy> eldest) {
            return size() > KEPT;
        }
    };

    private final Map<String, PublishedPolicy> seen = new ConcurrentHashMap<>();

    PublishedPolicies(PolicyRepository repository) {
        this.repository = repository;
    }

    /** The policy in force, read in the current session; {@code null} where none is published. */
    public Uni<@Nullable PublishedPolicy> current(String process) {
        return repository
                .latestVersion(process)
                .chain(version -> version == 0 ? Uni.createFrom().nullItem() : version(process, version));
    }

    /** One published version; {@code null} where there is none such. */
    public Uni<@Nullable PublishedPolicy> version(String process, int version) {
        PolicyVersionEntity.Key key = new PolicyVersionEntity.Key(process, version);
        @Nullable PublishedPolicy known = known(key);
        return known != null
                ? Uni.createFrom().item(known)
                : repository.findById(key).map(entity -> entity == null ? null : compile(key, entity.document));
    }

    /** The policy that was last seen in force here; another one may be by now. */
    public @Nullable PublishedPolicy lastSeen(String process) {
        return seen.get(process);
    }

    /** The policies that were last seen in force here; others may be by now. */
    public Map<String, PublishedPolicy> lastSeen(Set<String> processes) {
        Map<String, PublishedPolicy> found = new HashMap<>();
        for (String process : processes) {
            PublishedPolicy policy = lastSeen(process);
            if (policy != null) {
                found.put(process, policy);
            }
        }
        return found;
    }

    /** All policies that were last seen in force here. */
    public List<PublishedPolicy> lastSeen() {
        return List.copyOf(seen.values());
    }

    /**
     * The policies in force, read on the caller's connection where they are not known.
     *
     * @param versions that are in force, by process
     */
    public Future<Map<String, PublishedPolicy>> inForce(SqlConnection connection, Map<String, Integer> versions) {
        Map<String, Future<PublishedPolicy>> policies = new HashMap<>();
        versions.forEach((process, version) ->
                policies.put(process, version(connection, new PolicyVersionEntity.Key(process, version))));
        return Future.all(List.copyOf(policies.values())).map(all -> {
            Map<String, PublishedPolicy> inForce = new HashMap<>();
            policies.forEach((process, policy) -> inForce.put(process, policy.result()));
            seen.putAll(inForce);
            return inForce;
        });
    }

    private Future<PublishedPolicy> version(SqlConnection connection, PolicyVersionEntity.Key key) {
        @Nullable PublishedPolicy known = known(key);
        return known != null
                ? Future.succeededFuture(known)
                : repository.document(connection, key).map(document -> compile(key, document));
    }

    private @Nullable PublishedPolicy known(PolicyVersionEntity.Key key) {
        synchronized (compiled) {
            return compiled.get(key);
        }
    }

    private PublishedPolicy compile(PolicyVersionEntity.Key key, String document) {
        PublishedPolicy policy = PublishedPolicy.of(key.version, VersionService.read(key, document));
        synchronized (compiled) {
            compiled.put(key, policy);
        }
        return policy;
    }
}
