package dev.countersign.audit.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.event.EscalationEvent;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRecorded;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRevised;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationWithdrawn;
import dev.countersign.contracts.event.EvaluationEvent.ExecutionReported;
import dev.countersign.contracts.event.EvaluationEvent.ReleaseIssued;
import dev.countersign.contracts.event.EvaluationEvent.ReleaseRedeemed;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventType;
import dev.countersign.contracts.event.NotificationEvent;
import dev.countersign.contracts.event.OversightEvent.EscapeReported;
import dev.countersign.contracts.event.ReviewEvent;
import dev.countersign.contracts.event.ReviewEvent.ReviewDecided;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the events of one evaluation tell. The topics are not in order among each other, so any part may be missing for a while.
 *
 * @param evaluation the proposal and its answer
 * @param withdrawal where the agent gave up
 * @param reviews in the order they were opened
 * @param executions what the agent reported, in order
 */
public record Story(
        @Nullable EvaluationRecorded evaluation,
        List<EvaluationRevised> revisions,
        @Nullable EvaluationWithdrawn withdrawal,
        List<ReviewStory> reviews,
        List<Edit> edits,
        List<Release> releases,
        List<ExecutionReported> executions,
        List<Happening> escalations,
        List<Happening> deliveries,
        List<EscapeReported> escapes) {

    /**
     * Something that happened.
     *
     * @param type of the event
     */
    public record Happening(String type, Instant at, Event event) {
        static Happening of(Event event) {
            return new Happening(EventType.of(event).name(), event.at(), event);
        }
    }

    /**
     * A release, without the credential itself, which no event carries.
     *
     * @param redeemed absent where it was not used
     */
    public record Release(ReleaseIssued issued, @Nullable ReleaseRedeemed redeemed) {}

    /** The story in the order of the log. */
    static Story of(List<Event> events) {
        Optional<EvaluationRecorded> evaluation =
                all(events, EvaluationRecorded.class).stream().findFirst();
        List<EvaluationRevised> revisions = all(events, EvaluationRevised.class);
        return new Story(
                evaluation.orElse(null),
                revisions,
                all(events, EvaluationWithdrawn.class).stream().findFirst().orElse(null),
                ReviewStory.all(all(events, ReviewEvent.class)),
                edits(evaluation, revisions, all(events, ReviewDecided.class)),
                releases(events),
                all(events, ExecutionReported.class),
                happenings(events, EscalationEvent.class),
                happenings(events, NotificationEvent.class),
                all(events, EscapeReported.class));
    }

    private static List<Edit> edits(
            Optional<EvaluationRecorded> evaluation, List<EvaluationRevised> revisions, List<ReviewDecided> decisions) {
        return decisions.stream()
                .flatMap(decision -> Optional.ofNullable(decision.payload())
                        .flatMap(decided -> proposed(evaluation, revisions, decision.at())
                                .map(original -> Edit.of(decision.review(), decision.at(), original, decided)))
                        .stream())
                .toList();
    }

    /** The payload as it stood for the reviewer: the latest revision before the decision, else the proposal. */
    private static Optional<JsonNode> proposed(
            Optional<EvaluationRecorded> evaluation, List<EvaluationRevised> revisions, Instant decidedAt) {
        return revisions.stream()
                .filter(revision -> !revision.at().isAfter(decidedAt))
                .max(Comparator.comparingInt(EvaluationRevised::revision))
                .map(EvaluationRevised::payload)
                .or(() -> evaluation.map(recorded -> recorded.action().payload()));
    }

    private static List<Release> releases(List<Event> events) {
        Function<UUID, @Nullable ReleaseRedeemed> redeemed = release -> all(events, ReleaseRedeemed.class).stream()
                .filter(use -> use.release().equals(release))
                .findFirst()
                .orElse(null);
        return all(events, ReleaseIssued.class).stream()
                .map(issued -> new Release(issued, redeemed.apply(issued.release())))
                .toList();
    }

    private static List<Happening> happenings(List<Event> events, Class<? extends Event> kind) {
        return all(events, kind).stream().map(Happening::of).toList();
    }

    private static <E> List<E> all(List<Event> events, Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
