package dev.countersign.messaging;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/** Topics that Kafka does not take messages for, so that they neither hold up the others nor are asked for all the time. */
final class TopicPauses {

    private static final Logger LOG = Logger.getLogger(TopicPauses.class);

    private record Pause(int failures, long until) {}

    private final Map<String, Pause> pauses = new HashMap<>();
    private final Backoff backoff;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;

    TopicPauses(Backoff backoff, LongSupplier nanoTime, RandomGenerator random) {
        this.backoff = backoff;
        this.nanoTime = nanoTime;
        this.random = random;
    }

    /** The topics to leave alone for now. */
    Collection<String> current() {
        long now = nanoTime.getAsLong();
        return pauses.entrySet().stream()
                .filter(entry -> entry.getValue().until - now > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Every topic with trouble, whether it is being left alone or about to be tried. */
    List<String> failing() {
        return List.copyOf(pauses.keySet());
    }

    /** Says once when a topic fails, and once when it works again. */
    void note(Publisher.Published published) {
        published.failures().forEach((topic, why) -> {
            Pause before = pauses.get(topic);
            int failures = before == null ? 1 : before.failures + 1;
            Duration pause = backoff.pause(failures, random);
            pauses.put(topic, new Pause(failures, nanoTime.getAsLong() + pause.toNanos()));
            if (before == null) {
                LOG.warnf("Kafka does not take messages for %s (%s); they wait in the outbox", topic, why.toString());
            }
        });
        published.acknowledged().stream()
                .map(row -> row.message().topic())
                .distinct()
                .filter(topic -> !published.failures().containsKey(topic))
                .filter(topic -> pauses.remove(topic) != null)
                .forEach(topic -> LOG.infof("Kafka takes messages for %s again", topic));
    }
}
