package dev.countersign.notification.clock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.notification.RealParts;
import dev.countersign.notification.ReviewStory;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealParts
class ClockRepositoryTest {

    @Inject
    ClockRepository clocks;

    @Inject
    Clock clock;

    private ClockRepository.Load load(Instant now) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> Panache.withSession(() -> clocks.load(now)));
    }

    @Test
    void aClockThatRunsIsCountedAndHowLateItIsIsSeen() throws Throwable {
        ReviewStory.given(clock).opened("maria").clockStarted(1);
        Instant inALongTime = clock.instant().plus(Duration.ofDays(1_000));

        ClockRepository.Load then = load(inALongTime);

        assertThat(then.running()).isPositive();
        assertThat(then.overdue()).isGreaterThan(Duration.ofDays(900));
    }

    @Test
    void aClockThatIsNotDueIsNotLate() throws Throwable {
        ReviewStory.given(clock).opened("maria").clockStarted(1);

        assertThat(load(Instant.EPOCH).overdue()).isZero();
    }
}
