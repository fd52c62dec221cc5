package dev.countersign.policy.difference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.policy.PolicyDocument;
import java.util.ArrayList;
import java.util.List;

/**
 * What is different between two policies of one process. Order of what has no order, spelling of numbers and durations, and
 * defaults written out make no difference.
 *
 * @param changes in the order of the document
 */
public record Difference(List<Change> changes) {

    public static final Difference NONE = new Difference(List.of());

    public Difference {
        changes = List.copyOf(changes);
    }

    /** What publishing {@code after} where {@code before} is in force would change. */
    public static Difference between(PolicyDocument before, PolicyDocument after) {
        return between(
                Json.mapper().<JsonNode>valueToTree(before), Json.mapper().<JsonNode>valueToTree(after));
    }

    /** The same of documents that have been through {@link PolicyDocument}, or of ones with fields that it does not have yet. */
    static Difference between(JsonNode before, JsonNode after) {
        List<Change> found = new ArrayList<>();
        DocumentRules.DOCUMENT.compare(Place.ofDocuments(before, after, found));
        return new Difference(found);
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Whether fewer actions may go to a person. One change that loosens is enough: what tightens elsewhere does not make up for it. */
    public boolean loosens() {
        return changes.stream().anyMatch(change -> change.effect() == Effect.LOOSER);
    }

    /** Why it loosens, a sentence each; nothing where it does not. */
    public List<String> loosening() {
        return changes.stream()
                .filter(change -> change.effect() == Effect.LOOSER)
                .map(Change::sentence)
                .distinct()
                .toList();
    }
}
