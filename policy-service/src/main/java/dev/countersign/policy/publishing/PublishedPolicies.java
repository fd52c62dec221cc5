package dev.countersign.policy.publishing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
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
                : repository.findById(key).map(entity -> entity == null ? null : compile(key, entity));
    }

    private @Nullable PublishedPolicy known(PolicyVersionEntity.Key key) {
        synchronized (compiled) {
            return compiled.get(key);
        }
    }

    private PublishedPolicy compile(PolicyVersionEntity.Key key, PolicyVersionEntity entity) {
        PublishedPolicy policy = PublishedPolicy.of(entity.version, VersionService.read(entity));
        synchronized (compiled) {
            compiled.put(key, policy);
        }
        return policy;
    }
}
