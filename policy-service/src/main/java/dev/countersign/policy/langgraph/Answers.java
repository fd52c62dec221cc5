package dev.countersign.policy.langgraph;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.event.Reason;
import dev.countersign.policy.evaluation.DecisionView;
import dev.countersign.policy.evaluation.EvaluationView;
import dev.countersign.policy.langgraph.Answer.Approve;
import dev.countersign.policy.langgraph.Answer.Edit;
import dev.countersign.policy.langgraph.Answer.Reject;
import dev.countersign.policy.langgraph.Answer.Respond;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation means to the graph that waits for it. The graph executes exactly what was decided, or nothing: where the interrupt
 * does not allow what was decided, the answer is a no. Where it allows no no either, the answer is one all the same, and the graph
 * stops at it.
 */
final class Answers {

    private Answers() {}

    /**
     * The answer; empty while there is none. There is none either while a release is held back: somebody has pressed the stop button,
     * or the release was used up and nobody has reported yet.
     *
     * @param view the evaluation as its agent sees it
     * @param proposed its payload as the agent proposed or revised it
     */
    static Optional<Answer> of(Asked asked, EvaluationView view, JsonNode proposed) {
        return switch (view.status()) {
            case WAITING -> Optional.empty();
            case RELEASED -> view.release() == null ? Optional.empty() : Optional.of(released(asked, view, proposed));
            case CHANGES_REQUESTED -> Optional.of(words(asked, reasonOr(view, "A person asks for changes.")));
            case BLOCKED -> Optional.of(no(asked, "The policy blocks this: " + reasons(view)));
            case REJECTED -> Optional.of(no(asked, "A person rejected this." + because(view)));
            case EXPIRED -> Optional.of(no(asked, "Nobody decided this in time; it must not be done."));
            case WITHDRAWN -> Optional.of(no(asked, "This was withdrawn." + because(view)));
            case TAKEN_OVER ->
                Optional.of(no(asked, "A person handles this case from here on; leave it alone." + because(view)));
            case EXECUTED, FAILED -> Optional.of(no(asked, "This was done before; it must not be done again."));
        };
    }

    private static Answer released(Asked asked, EvaluationView view, JsonNode proposed) {
        JsonNode edited = view.decision() == null ? null : view.decision().payload();
        JsonNode decided = edited == null ? proposed : edited;
        if (asked.isFor(decided) && asked.allows(Verb.APPROVE)) {
            return new Approve();
        }
        if (!asked.isFor(decided) && edited == null) {
            return no(asked, "Another version of this was approved meanwhile; this one must not be done.");
        }
        if (!decided.isObject()) {
            return no(asked, "What was approved instead cannot be arguments; it must not be done.");
        }
        return asked.allows(Verb.EDIT)
                ? new Edit(decided)
                : no(asked, "This was approved, but the interrupt does not allow the answer; it must not be done.");
    }

    /** The strictest no that is allowed, and the strictest there is where none is. */
    private static Answer no(Asked asked, String message) {
        return asked.allows(Verb.REJECT) || !asked.allows(Verb.RESPOND) ? new Reject(message) : new Respond(message);
    }

    private static Answer words(Asked asked, String message) {
        return asked.allows(Verb.RESPOND) ? new Respond(message) : new Reject(message);
    }

    private static String reasons(EvaluationView view) {
        return view.reasons().stream().map(Reason::detail).collect(joining("; "));
    }

    private static String because(EvaluationView view) {
        String reason = reason(view);
        return reason == null ? "" : " " + reason;
    }

    private static String reasonOr(EvaluationView view, String otherwise) {
        String reason = reason(view);
        return reason == null ? otherwise : reason;
    }

    private static @Nullable String reason(EvaluationView view) {
        DecisionView decision = view.decision();
        String reason = decision == null ? null : decision.reason();
        return reason == null || reason.isBlank() ? null : reason;
    }
}
