package dev.countersign.audit.evidence;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.countersign.audit.log.CheckpointRepository.Published;
import dev.countersign.audit.merkle.TileReader;
import java.util.List;
import java.util.UUID;

/**
 * The evidence of one evaluation.
 *
 * @param story what happened, told from the events that are intact
 * @param intact whether every event is
 * @param pending events that were heard and wait for their place in the log, a second or so
 * @param checkpoint the signed note that the proofs lead to
 */
@JsonPropertyOrder({"id", "intact", "pending", "story", "events", "checkpoint"})
public record EvidenceView(
        UUID id,
        boolean intact,
        long pending,
        @JsonUnwrapped Story story,
        List<Proven> events,
        String checkpoint) {

    static EvidenceView of(UUID evaluation, Heard heard, Published published, TileReader tiles) {
        List<Proven> events = heard.logged().stream()
                .map(logged -> Proven.of(logged, published.checkpoint(), tiles))
                .toList();
        return new EvidenceView(
                evaluation,
                events.stream().allMatch(Proven::intact),
                heard.pending(),
                Story.of(heard.logged().stream()
                        .flatMap(logged -> logged.event().stream())
                        .toList()),
                events,
                published.note());
    }

    /**
     * What was heard of an evaluation.
     *
     * @param logged in the order of the log
     * @param pending how many more have no place in the log yet
     */
    record Heard(List<LoggedEvent> logged, long pending) {}
}
