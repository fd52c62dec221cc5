package dev.countersign.policy.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.event.Action;
import dev.countersign.contracts.event.Case;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a proposal as they are by now. What is left out is as it was.
 *
 * @param content the case
 * @param before the current state of what would change; null says that there is none any more
 * @param signals the reasons for exception that the agent sees by now, all of them
 */
@Schema(name = "Renewal")
public record Refreshed(
        @JsonProperty("case") @Nullable Case content,
        @Nullable JsonNode before,
        @Nullable Confidence confidence,
        @Nullable List<String> signals) {

    static final Refreshed NOTHING = new Refreshed(null, null, null, null);

    public Refreshed {
        signals = signals == null ? null : List.copyOf(signals);
    }

    /** The proposal with these facts, and its payload. */
    Proposal of(Proposal former) {
        Action action = former.action();
        return new Proposal(
                former.process(),
                new Action(action.type(), action.target(), action.payload(), before == null ? action.before() : before),
                confidence == null ? former.confidence() : confidence,
                signals == null ? former.signals() : signals,
                former.sources(),
                content == null ? former.content() : content,
                former.run(),
                former.callback());
    }
}
