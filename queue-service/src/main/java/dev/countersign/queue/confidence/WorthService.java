package dev.countersign.queue.confidence;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What confidences have been worth, up to half a minute old: the figure is of the last two hundred reviews, whoever works through a list
 * asks for the same few again and again, and each asking reads as many rows.
 */
@ApplicationScoped
public class WorthService {

    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final int MOST = 512;

    private final WorthRepository reviews;
    private final Clock clock;

    private final Map<Key, Counted> recent = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Counted> eldest) {
            return size() > MOST;
        }
    };

    private record Key(String process, String actionType, String agent, int band) {}

    private record Counted(Worth worth, Instant at) {}

    WorthService(WorthRepository reviews, Clock clock) {
        this.reviews = reviews;
        this.clock = clock;
    }

    /** What such a confidence has been worth; null where there is none. Works in the current session. */
    public Uni<@Nullable Worth> of(String process, String actionType, String agent, @Nullable Integer band) {
        if (band == null) {
            return Uni.createFrom().nullItem();
        }
        Key key = new Key(process, actionType, agent, band);
        Instant now = clock.instant();
        Worth known = known(key, now);
        return known != null
                ? Uni.createFrom().item(known)
                : reviews.count(process, actionType, agent, band).invoke(worth -> keep(key, worth, now));
    }

    private @Nullable Worth known(Key key, Instant now) {
        synchronized (recent) {
            Counted counted = recent.get(key);
            return counted == null || counted.at().plus(KEPT).isBefore(now) ? null : counted.worth();
        }
    }

    private void keep(Key key, Worth worth, Instant now) {
        synchronized (recent) {
            recent.put(key, new Counted(worth, now));
        }
    }
}
