package dev.countersign.readiness;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks for something until it was reached once; the probes drive it. What is in the way is said once in the log, until it changes. */
final class Reached {

    private static final Logger LOG = Logger.getLogger(Reached.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String name;
    private volatile boolean reached;
    private volatile @Nullable String said;

    Reached(String name) {
        this.name = name;
    }

    /**
     * @param attempt asks, and fails where it cannot be reached
     * @param reason what to say of a failure; no secrets
     */
    Uni<HealthCheckResponse> check(Supplier<Uni<Void>> attempt, Function<Throwable, String> reason) {
        if (reached) {
            return Uni.createFrom().item(HealthCheckResponse.up(name));
        }
        return Uni.createFrom()
                .deferred(attempt::get)
                .ifNoItem()
                .after(PATIENCE)
                .failWith(TimeoutException::new)
                .map(there -> up())
                .onFailure()
                .recoverWithItem(failure -> reached ? up() : down(reason.apply(failure)));
    }

    boolean isReached() {
        return reached;
    }

    private HealthCheckResponse up() {
        reached = true;
        if (said != null) {
            LOG.infof("%s is there", name);
        }
        return HealthCheckResponse.up(name);
    }

    private HealthCheckResponse down(String reason) {
        if (!reason.equals(said)) {
            said = reason;
            LOG.warnf("Not ready, since %s is not there: %s", name, reason);
        }
        return HealthCheckResponse.named(name).down().withData("reason", reason).build();
    }
}
