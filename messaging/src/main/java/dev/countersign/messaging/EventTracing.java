package dev.countersign.messaging;

import dev.countersign.contracts.event.EscalationEvent;
import dev.countersign.contracts.event.EvaluationEvent;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.NotificationEvent;
import dev.countersign.contracts.event.OversightEvent;
import dev.countersign.contracts.event.QueueEvent;
import dev.countersign.contracts.event.ReviewEvent;
import dev.countersign.messaging.Incoming.Readable;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Handles each event of a batch in the trace that it came from, and with its evaluation's id in the log. Done by hand, because a
 * batch as the connector delivers it has many traces and hence none.
 */
@Singleton
class EventTracing {

    private static final Logger LOG = Logger.getLogger(EventTracing.class);
    private static final String EVALUATION = "evaluation";

    private final OpenTelemetry telemetry;
    private final Tracer tracer;

    EventTracing(OpenTelemetry telemetry) {
        this.telemetry = telemetry;
        this.tracer = telemetry.getTracer("dev.countersign.messaging");
    }

    /** Runs the work as a span that continues the event's trace. */
    @SuppressWarnings("MustBeClosedChecker") // closed when the work ends, which is later than this method does
    Uni<Void> inSpan(Readable event, Supplier<Uni<Void>> work) {
        return Uni.createFrom().deferred(() -> {
            Context parent = telemetry
                    .getPropagators()
                    .getTextMapPropagator()
                    .extract(Context.root(), event.message(), Headers.GETTER);
            Span span = span(event, parent);
            Scope scope = parent.with(span).makeCurrent();
            String evaluation = evaluation(event.envelope().event());
            if (evaluation != null) {
                MDC.put(EVALUATION, evaluation);
            }
            LOG.debugf("handles %s", event.envelope().type().name());
            return Uni.createFrom().deferred(work::get).onTermination().invoke((done, failure, cancelled) -> {
                MDC.remove(EVALUATION);
                scope.close();
                end(span, failure);
            });
        });
    }

    private Span span(Readable event, Context parent) {
        return tracer.spanBuilder("process " + event.message().topic())
                .setParent(parent)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", event.message().topic())
                .setAttribute("messaging.message.id", event.envelope().id().toString())
                .setAttribute("cloudevents.event_type", event.envelope().type().name())
                .startSpan();
    }

    private static void end(Span span, @Nullable Throwable failure) {
        if (failure != null) {
            span.setStatus(StatusCode.ERROR, failure.getClass().getName());
        }
        span.end();
    }

    /** The evaluation that an event is about, where it is about one. */
    static @Nullable String evaluation(Event event) {
        return switch (event) {
            case EvaluationEvent.OfOne one -> one.evaluation().toString();
            case EvaluationEvent other -> null;
            case ReviewEvent review -> review.evaluation().toString();
            case EscalationEvent escalation -> escalation.evaluation().toString();
            case NotificationEvent notification -> notification.evaluation().toString();
            case QueueEvent e -> null;
            case OversightEvent.EscapeReported escape -> escape.evaluation().toString();
            case OversightEvent.Exercise exercise -> exercise.evaluation().toString();
        };
    }

    private enum Headers implements TextMapGetter<ConsumerRecord<String, byte[]>> {
        GETTER;

        @Override
        public Iterable<String> keys(ConsumerRecord<String, byte[]> message) {
            List<String> names = new ArrayList<>();
            message.headers().forEach(header -> names.add(header.key()));
            return names;
        }

        @Override
        public @Nullable String get(@Nullable ConsumerRecord<String, byte[]> message, String name) {
            return CloudEvents.header(Objects.requireNonNull(message), name);
        }
    }
}
