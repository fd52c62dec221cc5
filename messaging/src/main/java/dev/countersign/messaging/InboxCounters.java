package dev.countersign.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/**
 * The inbox' counters, at zero from the start for each topic that is read: of a counter that comes into being with its first count, an
 * alert does not see that it rose.
 */
@Singleton
final class InboxCounters {

    private static final Pattern TOPIC = Pattern.compile("mp\\.messaging\\.incoming\\.[^.]+\\.topic");
    private static final List<String> NAMES = List.of("processed", "duplicates", "retries", "dead_lettered");

    private final MeterRegistry meters;
    private final Config config;

    InboxCounters(MeterRegistry meters, Config config) {
        this.meters = meters;
        this.config = config;
    }

    void begin(@Observes StartupEvent started) {
        topics(config)
                .forEach(topic -> NAMES.forEach(name -> meters.counter("countersign.inbox." + name, "topic", topic)));
    }

    private static Stream<String> topics(Config config) {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> TOPIC.matcher(name).matches())
                .map(name -> config.getValue(name, String.class))
                .distinct();
    }
}
