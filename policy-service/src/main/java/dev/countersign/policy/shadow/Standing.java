package dev.countersign.policy.shadow;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.policy.evaluation.Recorded.Place;
import dev.countersign.policy.publishing.PublishedPolicy;
import dev.countersign.policy.replay.Candidate;
import dev.countersign.policy.replay.Replay;
import dev.countersign.policy.replay.UsageWindow;
import dev.countersign.policy.replay.Use;
import java.util.List;

/**
 * A shadow ready to answer: its candidate compiled, and what its limits hold.
 *
 * @param place up to where that is; at another place, it is of no use
 */
record Standing(Place place, Candidate candidate, Replay replay) {

    /** Made of what is stored: the document, and the uses in the order of time. */
    static Standing of(Shadow shadow, List<Use> uses) {
        int version = shadow.version() == null ? 0 : shadow.version();
        Candidate candidate = new Candidate(PublishedPolicy.of(version, document(shadow)));
        UsageWindow window = candidate.window();
        window.add(uses);
        return new Standing(shadow.place(), candidate, new Replay(candidate, window));
    }

    Standing at(Place later) {
        return new Standing(later, candidate, replay);
    }

    private static PolicyDocument document(Shadow shadow) {
        try {
            return Json.mapper().readValue(shadow.document(), PolicyDocument.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the candidate of shadow " + shadow.id() + " cannot be read any more", e);
        }
    }
}
