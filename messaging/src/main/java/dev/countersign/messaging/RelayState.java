package dev.countersign.messaging;

import dev.countersign.messaging.RelaySession.Backlog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** What a relay shows of itself: in the log once for each change, in metrics and in health. */
final class RelayState {

    private static final Logger LOG = Logger.getLogger(RelayState.class);

    private final MeterRegistry meters;
    private final Clock clock;
    private volatile boolean connected;
    private volatile boolean complained;
    private volatile BitSet shards = new BitSet();
    private volatile List<String> failingTopics = List.of();
    private volatile Backlog backlog = new Backlog(0, null);

    RelayState(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
        Gauge.builder("countersign.outbox.pending", this, state -> state.backlog.pending())
                .description("Messages waiting in this replica's shards of the outbox, counted up to 5,000 a shard")
                .register(meters);
        TimeGauge.builder(
                        "countersign.outbox.age",
                        this,
                        TimeUnit.MILLISECONDS,
                        state -> state.age().toMillis())
                .description("How long the oldest message in this replica's shards of the outbox has waited")
                .register(meters);
    }

    void connected() {
        connected = true;
        if (complained) {
            complained = false;
            LOG.info("The outbox is being published again");
        }
    }

    void disconnected(Throwable why) {
        connected = false;
        shards = new BitSet();
        if (!complained) {
            complained = true;
            LOG.warnf("The outbox cannot be published (%s); it is tried again until it can", why.toString());
        }
    }

    void stopped() {
        connected = false;
        shards = new BitSet();
    }

    void owns(BitSet owned) {
        if (!owned.equals(shards)) {
            shards = (BitSet) owned.clone();
            LOG.debugf("This replica publishes shards %s", owned);
        }
    }

    void waiting(Backlog now) {
        backlog = now;
    }

    void published(Publisher.Published published, TopicPauses pauses) {
        pauses.note(published);
        failingTopics = pauses.failing();
        published
                .acknowledged()
                .forEach(row -> meters.counter(
                                "countersign.outbox.published",
                                "topic",
                                row.message().topic())
                        .increment());
    }

    boolean isConnected() {
        return connected;
    }

    /** The shards that this relay publishes. */
    BitSet shards() {
        return (BitSet) shards.clone();
    }

    boolean owns(int shard) {
        return shards.get(shard);
    }

    List<String> failingTopics() {
        return failingTopics;
    }

    long pending() {
        return backlog.pending();
    }

    Duration age() {
        OffsetDateTime oldest = backlog.oldest();
        if (oldest == null) {
            return Duration.ZERO;
        }
        Duration age = Duration.between(oldest.toInstant(), clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }
}
