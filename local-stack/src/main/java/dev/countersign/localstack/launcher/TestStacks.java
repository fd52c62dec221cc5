package dev.countersign.localstack.launcher;

import dev.countersign.localstack.Addresses;
import dev.countersign.localstack.Endpoint;
import dev.countersign.localstack.Stack;
import dev.countersign.localstack.test.TestAddresses;
import dev.countersign.localstack.test.TestLanes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a run of all tests stands on: one PostgreSQL, one Keycloak for the journeys, and a Kafka for each module that is tested at a time. A
 * Kafka ends where the modules that wanted one are done, since even one that nobody uses takes its share of the machine.
 */
final class TestStacks implements AutoCloseable {

    private static final Duration LOOK = Duration.ofSeconds(10);
    /** Longer than it takes to compile the next module. */
    private static final Duration UNWANTED = Duration.ofMinutes(2);

    private final Path folder;
    private final TestLanes lanes;
    private final Stack postgres;
    private final Map<String, Lane> open = new HashMap<>();
    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    private volatile CompletableFuture<@Nullable Stack> keycloak = CompletableFuture.completedFuture(null);

    private TestStacks(Path folder) {
        this.folder = folder;
        lanes = TestLanes.in(folder.resolve("lanes"));
        postgres = stack("postgres", Endpoint.POSTGRES);
    }

    static TestStacks start(Path folder, int wanted) {
        TestStacks stacks = new TestStacks(folder);
        try {
            for (int lane = 1; lane <= wanted; lane++) {
                stacks.open("lane-" + lane);
            }
        } catch (RuntimeException e) {
            stacks.close();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(stacks::close, "end-test-stacks"));
        stacks.looks.scheduleWithFixedDelay(stacks::endUnwanted, LOOK.toSeconds(), LOOK.toSeconds(), TimeUnit.SECONDS);
        return stacks;
    }

    /**
     * Starts a Keycloak, which is wanted at the end, while tests that need none run; where it fails, those who join it fail.
     *
     * @param why told then
     */
    Path startKeycloak(Consumer<String> why) {
        Path home = folder.resolve("keycloak");
        keycloak = CompletableFuture.supplyAsync(
                        () -> Stack.builder(home)
                                .addresses(Addresses.free())
                                .parts(EnumSet.of(Endpoint.KEYCLOAK))
                                .fresh(true)
                                .shared()
                                .start(),
                        Thread::startVirtualThread)
                .whenComplete((stack, failed) -> {
                    if (failed != null) {
                        why.accept("Keycloak did not start: " + failed.getMessage());
                    }
                });
        return home;
    }

    /** Where its lanes are announced. */
    Path lanes() {
        return lanes.folder();
    }

    private Stack stack(String name, Endpoint part) {
        return Stack.builder(folder.resolve(name))
                .addresses(Addresses.free())
                .parts(EnumSet.of(part))
                .fresh(true)
                .start();
    }

    private void open(String name) {
        Stack kafka = stack(name, Endpoint.KAFKA);
        open.put(name, new Lane(kafka, new LaneUse()));
        lanes.announce(
                name,
                new TestAddresses(
                        postgres.addresses().postgres(), kafka.addresses().kafka()));
    }

    private void endUnwanted() {
        for (Iterator<Map.Entry<String, Lane>> all = open.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Lane> lane = all.next();
            Instant now = InstantSource.system().instant();
            Optional<Duration> left = lane.getValue().use().left(lanes.isTaken(lane.getKey()), now);
            if (left.filter(since -> since.compareTo(UNWANTED) > 0).isPresent() && lanes.withdraw(lane.getKey())) {
                all.remove();
                lane.getValue().kafka().close();
            }
        }
    }

    @Override
    public void close() {
        // Waits for a look that is under way.
        looks.close();
        open.values().forEach(lane -> lane.kafka().close());
        postgres.close();
        keycloak.handle((stack, failed) -> {
                    if (stack != null) {
                        stack.close();
                    }
                    return failed;
                })
                .join();
    }

    private record Lane(Stack kafka, LaneUse use) {}

    /** What is known of a lane's use by looking at it now and then. */
    static final class LaneUse {

        private @Nullable Instant lastTaken;

        /** For how long nobody has had the lane; empty where nobody has had it yet. */
        Optional<Duration> left(boolean taken, Instant now) {
            if (taken) {
                lastTaken = now;
            }
            return Optional.ofNullable(lastTaken).map(last -> Duration.between(last, now));
        }
    }
}
