package dev.countersign.policy.publishing;

import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.policy.difference.Difference;
import org.jspecify.annotations.Nullable;

/**
 * The version that is in force.
 *
 * @param version 0 where nothing is published
 * @param document absent where nothing is published: everything is blocked
 * @param view the same for people, without the document
 */
public record InForce(
        int version,
        @Nullable PolicyDocument document,
        @Nullable PolicyView view) {

    static final InForce NOTHING = new InForce(0, null, null);

    static InForce of(PolicyVersionEntity entity) {
        return new InForce(entity.version, VersionService.read(entity), PolicyView.withoutDocument(entity));
    }

    /** What publishing this would change; nothing loosens where everything was blocked. */
    public Difference to(PolicyDocument next) {
        return document == null ? Difference.NONE : Difference.between(document, next);
    }
}
