package dev.countersign.policy.halt;

import dev.countersign.contracts.event.EvaluationEvent.Halted;
import dev.countersign.contracts.event.EvaluationEvent.Resumed;
import dev.countersign.contracts.event.EvaluationEvent.Scope;
import dev.countersign.messaging.Outbox;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Presses and releases the stop button. Pressing it twice is pressing it once. */
@ApplicationScoped
public class HaltService {

    /** A stopped agent is stopped in every process. */
    private static final String EVERY_PROCESS = "*";

    private final HaltRepository halts;
    private final Outbox outbox;
    private final Clock clock;

    HaltService(HaltRepository halts, Outbox outbox, Clock clock) {
        this.halts = halts;
        this.outbox = outbox;
        this.clock = clock;
    }

    @WithTransaction
    public Uni<Void> halt(Scope scope, String name, String reason, String by) {
        Instant now = now();
        return halts.halt(word(scope), name, reason, by, now)
                .chain(changed -> changed
                        ? outbox.add(new Halted(process(scope, name), scope, name, by, reason, now))
                        : Uni.createFrom().voidItem());
    }

    @WithTransaction
    public Uni<Void> resume(Scope scope, String name, String by) {
        return halts.resume(word(scope), name)
                .chain(changed -> changed
                        ? outbox.add(new Resumed(process(scope, name), scope, name, by, now()))
                        : Uni.createFrom().voidItem());
    }

    private static String process(Scope scope, String name) {
        return scope == Scope.PROCESS ? name : EVERY_PROCESS;
    }

    private static String word(Scope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
