package dev.countersign.queue.watch;

import dev.countersign.queue.directory.Directory;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Takes note of who looks at their queue; no oftener than matters, and never in the way of what they look at. */
@ApplicationScoped
public class SeenService {

    private static final Logger LOG = Logger.getLogger(SeenService.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final String NOTE = """
            insert into person_seen (person, at) values ($1, $2)
            on conflict (person) do update set at = greatest(person_seen.at, excluded.at)
            """;

    private final Pool pool;
    private final Clock clock;
    private final Map<String, Instant> noted = new ConcurrentHashMap<>();

    SeenService(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Somebody is looking. Returns at once; where it could not be written down, the next look is. Strangers are not noted. */
    public void note(Directory directory, String person) {
        if (directory.person(person).isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        if (noted.compute(
                        person,
                        (id, before) -> before == null || before.plus(PAUSE).isBefore(now) ? now : before)
                == now) {
            pool.preparedQuery(NOTE)
                    .execute(Tuple.of(person, now.atOffset(ZoneOffset.UTC)))
                    .onFailure(fault -> {
                        noted.remove(person, now);
                        LOG.debug("It was not written down that somebody looked", fault);
                    });
        }
    }
}
