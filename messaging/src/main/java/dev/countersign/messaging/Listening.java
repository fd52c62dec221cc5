package dev.countersign.messaging;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connections that listen for notifications, outside of the pool and made as those in it are: to the same server, over the same TLS, as the
 * same role.
 */
@Singleton
public class Listening implements PgPoolCreator {

    private static final long RECONNECT_MILLIS = 1_000;

    /** What writes much at once is longer than the driver's 2,048 characters, beyond which it would be parsed each time. */
    private static final int LONGEST_PREPARED = 16_384;

    private volatile @Nullable PgConnectOptions options;

    /** Makes the pool as it would be made without this, but for long statements, and keeps what a connection takes. */
    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList().forEach(each -> each.setPreparedStatementCacheSqlLimit(LONGEST_PREPARED));
        options = input.pgConnectOptionsList().getFirst();
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }

    /** A subscriber that is yet to connect, and then does so again for ever. */
    public PgSubscriber subscriber(Vertx vertx, Pool pool) {
        // Makes the pool, where nobody has used it yet.
        pool.size();
        PgConnectOptions known = options;
        if (known == null) {
            throw new IllegalStateException("the pool was not made here");
        }
        return PgSubscriber.subscriber(vertx, new PgConnectOptions(known)).reconnectPolicy(retries -> RECONNECT_MILLIS);
    }
}
