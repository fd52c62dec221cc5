package dev.countersign.policy.publication;

import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.policy.difference.Difference;
import dev.countersign.policy.publishing.InForce;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document that somebody wants to publish, and that passed every check.
 *
 * @param by who that is
 * @param restoredFrom the earlier version that it is, where it is brought back
 * @param draft the state of the draft that it is, where it is one
 */
public record Candidate(
        PolicyDocument document,
        String by,
        SecondPerson secondPerson,
        @Nullable Integer restoredFrom,
        @Nullable UUID draft) {

    /** What publishing a candidate comes to. */
    enum Way {
        /** It says what is in force already. */
        UNCHANGED,
        PUBLISH,
        /** It loosens: a second person must agree first. */
        ASK
    }

    /** A document as one person sends it. */
    public static Candidate of(PolicyDocument document, String by) {
        return new Candidate(document, by, SecondPerson.REQUIRED, null, null);
    }

    /** Before the first version everything is blocked; whoever publishes it chooses the loop, and there is none to loosen. */
    Way way(InForce inForce) {
        if (inForce.document() == null) {
            return Way.PUBLISH;
        }
        Difference difference = inForce.to(document);
        if (difference.isEmpty()) {
            return Way.UNCHANGED;
        }
        return difference.loosens() && secondPerson == SecondPerson.REQUIRED ? Way.ASK : Way.PUBLISH;
    }
}
