package dev.countersign.policy.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WaitersTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration DEADLINE = Duration.ofSeconds(90);

    private static Vertx vertx;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Waiters waiters = new Waiters(vertx, registry);
    private final UUID id = UUID.randomUUID();
    private final AtomicInteger state = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Uni<Integer> look() {
        return Uni.createFrom().item(() -> {
            looks.incrementAndGet();
            return state.get();
        });
    }

    private UniAssertSubscriber<Integer> waiter(Duration patience) {
        Predicate<Integer> enough = seen -> seen >= 10;
        return waiters.waiting(id, patience, this::look, enough)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private AssertSubscriber<Integer> follower(Duration pulse) {
        return waiters.changes(id, pulse, this::look, seen -> seen >= 10)
                .subscribe()
                .withSubscriber(AssertSubscriber.create(100));
    }

    private double count() {
        return registry.get("countersign.waiters").gauge().value();
    }

    private void change(int next) {
        state.set(next);
        waiters.wake(List.of(id));
    }

    private void nobodyIsLeft() {
        assertThat(count()).isZero();
        assertThat(waiters.ids()).isEmpty();
    }

    @Test
    void whoeverIsWokenLooksAgainAndGoesOnWaitingUntilItIsEnough() {
        UniAssertSubscriber<Integer> waiter = waiter(LONG);
        assertThat(count()).isOne();

        change(5);
        await().atMost(DEADLINE).untilAtomic(looks, is(2));
        waiter.assertNotTerminated();
        change(10);

        assertThat(waiter.awaitItem(DEADLINE).getItem()).isEqualTo(10);
        nobodyIsLeft();
    }

    @Test
    void whoseTimeIsUpIsAnsweredAsThingsStand() {
        assertThat(waiter(Duration.ofMillis(50)).awaitItem(DEADLINE).getItem()).isZero();
        nobodyIsLeft();
    }

    @Test
    void whoeverGoesAwayFreesItsPlace() {
        UniAssertSubscriber<Integer> waiter = waiter(LONG);
        AssertSubscriber<Integer> follower = follower(LONG);
        follower.awaitItems(1, DEADLINE);
        assertThat(count()).isEqualTo(2);

        waiter.cancel();
        follower.cancel();

        nobodyIsLeft();
    }

    @Test
    void whoeverHasSeenTheLastOfItLeavesNothingBehind() {
        AssertSubscriber<Integer> follower = follower(LONG);
        follower.awaitItems(1, DEADLINE);

        change(10);

        follower.awaitCompletion(DEADLINE).assertItems(0, 10);
        nobodyIsLeft();
    }

    @Test
    void aPulseSaysTheSameAgainAndHardlyEverLooks() {
        AssertSubscriber<Integer> follower = follower(Duration.ofMillis(20));

        follower.awaitItems(9, DEADLINE);
        follower.cancel();

        assertThat(follower.getItems()).containsOnly(0);
        assertThat(looks.get()).isBetween(3, 4);
    }

    @Test
    void aChangeBetweenTwoPulsesIsSeen() {
        AssertSubscriber<Integer> follower = follower(Duration.ofMillis(20));
        follower.awaitItems(2, DEADLINE);

        change(10);

        follower.awaitCompletion(DEADLINE);
        assertThat(follower.getLastItem()).isEqualTo(10);
        nobodyIsLeft();
    }

    @Test
    void allAreAnsweredWhenTheProcessIsAboutToEnd() {
        UniAssertSubscriber<Integer> waiter = waiter(LONG);
        AssertSubscriber<Integer> follower = follower(LONG);
        follower.awaitItems(1, DEADLINE);

        waiters.end(new ShutdownDelayInitiatedEvent());

        assertThat(waiter.awaitItem(DEADLINE).getItem()).isZero();
        follower.awaitCompletion(DEADLINE);
        nobodyIsLeft();
    }

    @Test
    void whoeverComesAfterThatIsHeldForAMomentOnly() {
        waiters.end(new ShutdownDelayInitiatedEvent());
        long before = System.nanoTime();

        assertThat(waiter(LONG).awaitItem(DEADLINE).getItem()).isZero();

        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
        follower(LONG).awaitCompletion(DEADLINE).assertItems(0);
        nobodyIsLeft();
    }
}
