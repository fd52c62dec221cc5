package dev.countersign.journeys;

import dev.countersign.localstack.Service;
import dev.countersign.localstack.Services;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Kills services with {@code kill -9} at random instants, one or two at a time, and starts them again. */
final class Killer {

    private static final int SHORTEST_MS = 200;
    private static final int LONGEST_MS = 2_500;

    private final Services services;
    private final Random random;
    /** Who comes next: each in turn, in an order that is drawn anew each time. */
    private final List<Service> next = new ArrayList<>();

    private final Map<Service, Integer> kills = Collections.synchronizedMap(new EnumMap<>(Service.class));

    Killer(Services services, Random random) {
        this.services = services;
        this.random = random;
    }

    /** Goes on for as long as it is wanted; in the end every service runs. */
    CompletableFuture<Void> rage(BooleanSupplier wanted) {
        if (!wanted.getAsBoolean()) {
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.runAsync(this::strike, afterAWhile()).thenComposeAsync(struck -> rage(wanted));
    }

    private void strike() {
        List<Service> victims = victims();
        victims.forEach(services::kill);
        victims.forEach(services::start);
        victims.forEach(services::awaitReady);
        victims.forEach(victim -> kills.merge(victim, 1, Integer::sum));
    }

    private List<Service> victims() {
        if (next.isEmpty()) {
            next.addAll(Arrays.asList(Service.values()));
            Collections.shuffle(next, random);
        }
        int many = Math.min(next.size(), random.nextInt(4) == 0 ? 2 : 1);
        List<Service> victims = List.copyOf(next.subList(0, many));
        next.subList(0, many).clear();
        return victims;
    }

    private Executor afterAWhile() {
        return CompletableFuture.delayedExecutor(random.nextInt(SHORTEST_MS, LONGEST_MS), TimeUnit.MILLISECONDS);
    }

    /** How often each was killed so far. */
    Map<Service, Integer> kills() {
        return Map.copyOf(kills);
    }

    /** Whether each was killed at least so often. */
    boolean hasKilledEach(int times) {
        return Arrays.stream(Service.values()).allMatch(service -> kills.getOrDefault(service, 0) >= times);
    }
}
