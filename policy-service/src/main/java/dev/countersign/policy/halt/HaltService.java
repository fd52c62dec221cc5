package dev.countersign.policy.halt;

import dev.countersign.contracts.event.EvaluationEvent;
import dev.countersign.contracts.event.EvaluationEvent.EverythingHalted;
import dev.countersign.contracts.event.EvaluationEvent.EverythingResumed;
import dev.countersign.contracts.event.EvaluationEvent.Halted;
import dev.countersign.contracts.event.EvaluationEvent.Resumed;
import dev.countersign.contracts.event.EvaluationEvent.Scope;
import dev.countersign.messaging.Outbox;
import dev.countersign.policy.waiting.Wakeups;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Presses and releases the stop button. Pressing it twice is pressing it once. Whoever waits is told: what is decided is shown without
 * its release while it lasts, and with it afterwards.
 */
@ApplicationScoped
public class HaltService {

    /** The name of everything, and of the process of what is stopped in every process. */
    static final String EVERY = "*";

    private final HaltRepository halts;
    private final Outbox outbox;
    private final Wakeups wakeups;
    private final Clock clock;

    HaltService(HaltRepository halts, Outbox outbox, Wakeups wakeups, Clock clock) {
        this.halts = halts;
        this.outbox = outbox;
        this.wakeups = wakeups;
        this.clock = clock;
    }

    public Uni<Void> halt(HaltScope scope, String name, String reason, String by) {
        Instant now = now();
        return Panache.withTransaction(() -> halts.halt(scope, name, reason, by, now)
                        .chain(changed -> said(changed, halted(scope, name, reason, by, now))))
                .chain(wakeups::everybody);
    }

    public Uni<Void> resume(HaltScope scope, String name, String by) {
        return Panache.withTransaction(() ->
                        halts.resume(scope, name).chain(changed -> said(changed, resumed(scope, name, by, now()))))
                .chain(wakeups::everybody);
    }

    private Uni<Void> said(boolean changed, EvaluationEvent event) {
        return changed ? outbox.add(event) : Uni.createFrom().voidItem();
    }

    private static EvaluationEvent halted(HaltScope scope, String name, String reason, String by, Instant at) {
        return switch (scope) {
            case EVERYTHING -> new EverythingHalted(EVERY, by, reason, at);
            case PROCESS -> new Halted(name, Scope.PROCESS, name, by, reason, at);
            case AGENT -> new Halted(EVERY, Scope.AGENT, name, by, reason, at);
        };
    }

    private static EvaluationEvent resumed(HaltScope scope, String name, String by, Instant at) {
        return switch (scope) {
            case EVERYTHING -> new EverythingResumed(EVERY, by, at);
            case PROCESS -> new Resumed(name, Scope.PROCESS, name, by, at);
            case AGENT -> new Resumed(EVERY, Scope.AGENT, name, by, at);
        };
    }

    /** All that is stopped. */
    @WithSession
    public Uni<HaltView.All> all() {
        return halts.all()
                .map(entities ->
                        new HaltView.All(entities.stream().map(HaltView::of).toList()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
