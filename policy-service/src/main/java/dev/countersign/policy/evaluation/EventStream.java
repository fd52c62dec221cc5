package dev.countersign.policy.evaluation;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.jspecify.annotations.Nullable;

/** Writes an evaluation as server-sent events: what has changed as an event, what has not as a comment that keeps the line open. */
final class EventStream {

    private final Sse sse;
    private @Nullable EvaluationView former;

    EventStream(Sse sse) {
        this.sse = sse;
    }

    OutboundSseEvent event(EvaluationView view) {
        boolean same = view.equals(former);
        former = view;
        return same
                ? sse.newEventBuilder().comment("nothing new").build()
                : sse.newEventBuilder()
                        .name("evaluation")
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(EvaluationView.class, view)
                        .build();
    }
}
