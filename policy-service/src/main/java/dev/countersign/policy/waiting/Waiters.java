package dev.countersign.policy.waiting;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who waits in this process, and for which evaluation. Being woken says only "look again": what is true stands in the database.
 * Whoever looks has said before that it sleeps from then on, so no change falls between looking and sleeping.
 */
@Singleton
public class Waiters {

    private final ConcurrentHashMap<UUID, Set<Sleep>> sleeping = new ConcurrentHashMap<>();

    Waiters(MeterRegistry registry) {
        registry.gaugeMapSize("countersign.waiters", List.of(), sleeping);
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

    private Sleep sleep(UUID id) {
        Sleep sleep = new Sleep();
        sleeping.compute(id, (key, others) -> {
            Set<Sleep> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(sleep);
            return all;
        });
        return sleep;
    }

    private void forget(UUID id, Sleep sleep) {
        sleeping.computeIfPresent(id, (key, others) -> {
            others.remove(sleep);
            return others.isEmpty() ? null : others;
        });
    }

    /**
     * Looks now and whenever woken, until what is seen is enough or the time is up; answers with what was seen last.
     *
     * @param look reads what is true now
     */
    public <T> Uni<T> waiting(UUID id, Duration patience, Supplier<Uni<T>> look, Predicate<T> enough) {
        return attempt(id, System.nanoTime() + patience.toNanos(), look, enough);
    }

    private <T> Uni<T> attempt(UUID id, long deadline, Supplier<Uni<T>> look, Predicate<T> enough) {
        Sleep sleep = sleep(id);
        return look.get()
                .chain(seen -> {
                    long left = deadline - System.nanoTime();
                    return enough.test(seen) || left <= 0
                            ? Uni.createFrom().item(seen)
                            : sleep.atMost(Duration.ofNanos(left)).chain(() -> attempt(id, deadline, look, enough));
                })
                .onTermination()
                .invoke(() -> forget(id, sleep));
    }

    /**
     * Looks now, and again whenever woken or when nothing happened for a while, until what is seen is the last there is to see.
     *
     * @param pulse after how long without a change the same is said again, so that nobody between takes the connection for dead
     */
    public <T> Multi<T> changes(UUID id, Duration pulse, Supplier<Uni<T>> look, Predicate<T> last) {
        return Multi.createBy()
                .repeating()
                .uni(() -> new Following(id), following -> following.next(pulse, look))
                .whilst(seen -> !last.test(seen));
    }

    /** One who keeps looking. */
    private final class Following {

        private final UUID id;
        private @Nullable Sleep sleep;

        Following(UUID id) {
            this.id = id;
        }

        <T> Uni<T> next(Duration pulse, Supplier<Uni<T>> look) {
            @Nullable Sleep former = sleep;
            Uni<Void> woken = former == null ? Uni.createFrom().voidItem() : former.atMost(pulse);
            return woken.chain(() -> {
                        Sleep next = sleep(id);
                        sleep = next;
                        return look.get();
                    })
                    .onTermination()
                    .invoke(() -> {
                        if (former != null) {
                            forget(id, former);
                        }
                    });
        }
    }
}
