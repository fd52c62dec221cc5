package dev.countersign.queue.database;

import dev.countersign.messaging.Write;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.pool.ReactiveConnection;
import org.jspecify.annotations.Nullable;

/**
 * SessionStatements on the connection of the current session, and so in its transaction where there is one. Of several that are asked for at
 * once, each goes out without waiting for the one before, and the database executes them in that order: one way there and back for all.
 */
public final class SessionStatements {

    private SessionStatements() {}

    /** The rows that a statement returns. */
    public static <T> Uni<List<T>> rows(String sql, Function<Columns, T> shape, @Nullable Object... parameters) {
        return connection(connection -> connection.select(sql, values(parameters)))
                .map(result -> {
                    List<T> rows = new ArrayList<>(result.size());
                    result.forEachRemaining(row -> rows.add(shape.apply(new Columns(row))));
                    return rows;
                });
    }

    /** The only row that a statement returns; null where it returns none. */
    public static <T> Uni<@Nullable T> row(String sql, Function<Columns, T> shape, @Nullable Object... parameters) {
        return rows(sql, shape, parameters).map(rows -> rows.isEmpty() ? null : rows.getFirst());
    }

    public static Uni<Void> run(String sql, @Nullable Object... parameters) {
        return connection(connection -> connection.update(sql, values(parameters)))
                .replaceWithVoid();
    }

    /** Writes all with one statement; each of them has its own rows. */
    public static Uni<Void> run(List<Write> writes) {
        Write all = Write.together(writes);
        return run(all.sql(), all.values().toArray());
    }

    private static <T> Uni<T> connection(Function<ReactiveConnection, CompletionStage<T>> asked) {
        return Panache.getSession()
                .chain(session -> Uni.createFrom()
                        .completionStage(() -> asked.apply(((MutinySessionImpl) session).getReactiveConnection())));
    }

    private static @Nullable Object[] values(@Nullable Object[] parameters) {
        return Arrays.stream(parameters).map(SessionStatements::value).toArray();
    }

    private static @Nullable Object value(@Nullable Object parameter) {
        return switch (parameter) {
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case Enum<?> constant -> constant.name();
            case null, default -> parameter;
        };
    }
}
