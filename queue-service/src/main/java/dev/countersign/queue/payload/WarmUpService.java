package dev.countersign.queue.payload;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.event.Action;
import dev.countersign.expressions.Scope;
import dev.countersign.payload.check.JsonSchema;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * Loads the expression compiler and the schema validator before the first review comes, on the thread that starts the service: they
 * are hundreds of classes, and an event loop that loads them keeps everybody else waiting.
 */
@ApplicationScoped
class WarmUpService {

    void start(@Observes StartupEvent started) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode().put("amount", 1);
        Scope scope = Scope.of(new Action("warm-up", "none", payload, null), null, List.of(), null);
        EffectSentence.of("'Warm ' + action.target", scope);
        ApprovalsNeeded.by("action.payload.amount > 1 ? 2 : 1", scope);
        JsonSchema.of(JsonNodeFactory.instance.objectNode().put("type", "object"))
                .flaws(payload);
        Canonical.of(payload);
    }
}
