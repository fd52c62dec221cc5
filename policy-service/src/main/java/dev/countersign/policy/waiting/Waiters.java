package dev.countersign.policy.waiting;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who waits in this process, and for which evaluation. Being woken says only "look again": what is true stands in the database.
 * Whoever looks has said before that it sleeps from then on, so no change falls between looking and sleeping. Whoever goes away frees
 * its place; whoever still waits when the process is about to end is answered as things stand.
 */
@Singleton
public class Waiters {

    /** Of a process that is about to end: long enough that nobody who comes back at once keeps it busy. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(1);
    /** In the pulses between, nothing is read: a change wakes. This makes up for what time alone changes, such as a release. */
    private static final int PULSES_PER_LOOK = 4;

    private final Vertx vertx;
    private final ConcurrentHashMap<UUID, Set<Sleep>> sleeping = new ConcurrentHashMap<>();
    private final AtomicInteger waiters = new AtomicInteger();
    private volatile boolean ending;

    Waiters(Vertx vertx, MeterRegistry registry) {
        this.vertx = vertx;
        registry.gauge("countersign.waiters", waiters);
    }

    /** Wakes whoever waits for these. Call after the commit, never before. */
    public void wake(Collection<UUID> ids) {
        for (UUID id : ids) {
            @Nullable Set<Sleep> woken = sleeping.remove(id);
            if (woken != null) {
                woken.forEach(Sleep::wake);
            }
        }
    }

    /** What is waited for. */
    public Set<UUID> ids() {
        return Set.copyOf(sleeping.keySet());
    }

    /** Answers everybody, and keeps nobody waiting from now on. */
    void end(@Observes ShutdownDelayInitiatedEvent stopping) {
        ending = true;
        wake(ids());
    }

    private Sleep sleep(UUID id) {
        Sleep sleep = new Sleep(vertx);
        sleeping.compute(id, (key, others) -> {
            Set<Sleep> all = others == null ? ConcurrentHashMap.newKeySet(1) : others;
            all.add(sleep);
            return all;
        });
        return sleep;
    }

    private void forget(UUID id, @Nullable Sleep sleep) {
        if (sleep != null) {
            sleeping.computeIfPresent(id, (key, others) -> {
                others.remove(sleep);
                return others.isEmpty() ? null : others;
            });
        }
    }

    /**
     * Looks now and whenever woken, until what is seen is enough or the time is up; answers with what was seen last.
     *
     * @param look reads what is true now
     */
    public <T> Uni<T> waiting(UUID id, Duration patience, Supplier<Uni<T>> look, Predicate<T> enough) {
        return Uni.createFrom().deferred(() -> new Waiting<>(id, patience, look, enough).answer());
    }

    /**
     * Looks now, and again whenever woken or when nothing happened for a while, until what is seen is the last there is to see.
     *
     * @param pulse after how long without a change the same is said again, so that nobody between takes the connection for dead
     */
    public <T> Multi<T> changes(UUID id, Duration pulse, Supplier<Uni<T>> look, Predicate<T> last) {
        return Multi.createFrom().deferred(() -> {
            Following<T> following = new Following<>(id, pulse, look);
            return Multi.createBy()
                    .repeating()
                    .uni(following::next)
                    .whilst(seen -> !ending && !last.test(seen))
                    .onTermination()
                    .invoke(following::end);
        });
    }

    /** A place among those who wait. */
    private abstract class Place {

        private final UUID id;
        private @Nullable Sleep sleep;

        Place(UUID id) {
            this.id = id;
            waiters.incrementAndGet();
        }

        /** Sleeps from now on, under whatever is looked at next. */
        void lieDown() {
            @Nullable Sleep former = sleep;
            sleep = sleep(id);
            forget(id, former);
        }

        Uni<Boolean> asleep(Duration time) {
            @Nullable Sleep lain = sleep;
            return lain == null ? Uni.createFrom().item(true) : lain.atMost(time);
        }

        void end() {
            forget(id, sleep);
            waiters.decrementAndGet();
        }
    }

    /** One who waits for one thing. */
    private final class Waiting<T> extends Place {

        private final Supplier<Uni<T>> look;
        private final Predicate<T> enough;
        private final boolean late = ending;
        private final long deadline;

        Waiting(UUID id, Duration patience, Supplier<Uni<T>> look, Predicate<T> enough) {
            super(id);
            this.look = look;
            this.enough = enough;
            Duration granted = late && patience.compareTo(LAST_PATIENCE) > 0 ? LAST_PATIENCE : patience;
            this.deadline = System.nanoTime() + granted.toNanos();
        }

        Uni<T> answer() {
            return attempt().onTermination().invoke(this::end);
        }

        private Uni<T> attempt() {
            lieDown();
            return look.get().chain(seen -> {
                long left = deadline - System.nanoTime();
                boolean over = enough.test(seen) || left <= 0 || (ending && !late);
                return over
                        ? Uni.createFrom().item(seen)
                        : asleep(Duration.ofNanos(left)).chain(this::attempt);
            });
        }
    }

    /** One who keeps looking. */
    private final class Following<T> extends Place {

        private final Duration pulse;
        private final Supplier<Uni<T>> look;
        private @Nullable T seen;
        private int pulses;

        Following(UUID id, Duration pulse, Supplier<Uni<T>> look) {
            super(id);
            this.pulse = pulse;
            this.look = look;
        }

        Uni<T> next() {
            @Nullable T former = seen;
            return former == null
                    ? look()
                    : asleep(pulse)
                            .chain(woken -> woken || ++pulses % PULSES_PER_LOOK == 0
                                    ? look()
                                    : Uni.createFrom().item(former));
        }

        private Uni<T> look() {
            lieDown();
            return look.get().invoke(now -> seen = now);
        }
    }
}
