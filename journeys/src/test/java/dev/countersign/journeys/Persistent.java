package dev.countersign.journeys;

import static dev.countersign.localstack.test.Patience.PATIENCE;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Asks again where a service is away: no answer at all, or one from something that is just starting or ending. */
final class Persistent {

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Set<Integer> AWAY = Set.of(502, 503, 504);

    private final AtomicInteger retries = new AtomicInteger();

    /** The first real answer. */
    Answer ask(String what, Supplier<Answer> request) {
        return Eventually.first(what, PATIENCE, PAUSE, () -> {
            try {
                Answer answer = request.get();
                return AWAY.contains(answer.status()) ? again() : Optional.of(answer);
            } catch (UncheckedIOException e) {
                return again();
            }
        });
    }

    private Optional<Answer> again() {
        retries.incrementAndGet();
        return Optional.empty();
    }

    /** How often a service was found away. */
    int retries() {
        return retries.get();
    }
}
