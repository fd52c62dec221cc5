package dev.countersign.queue.database;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The values of one row, read from the first to the last. */
public final class Columns {

    private final @Nullable Object[] values;
    private int next;

    Columns(@Nullable Object[] values) {
        this.values = values;
    }

    private @Nullable Object next() {
        return values[next++];
    }

    private Object value() {
        return Objects.requireNonNull(next(), "a column that is never null");
    }

    public String text() {
        return (String) value();
    }

    public @Nullable String textOrNull() {
        return (String) next();
    }

    public UUID id() {
        return (UUID) value();
    }

    public int number() {
        return ((Number) value()).intValue();
    }

    public @Nullable Integer numberOrNull() {
        return (Integer) next();
    }

    public long count() {
        return ((Number) value()).longValue();
    }

    public boolean flag() {
        return (Boolean) value();
    }

    public Instant instant() {
        return ((OffsetDateTime) value()).toInstant();
    }

    public @Nullable Instant instantOrNull() {
        return next() instanceof OffsetDateTime at ? at.toInstant() : null;
    }

    public <E extends Enum<E>> E constant(Class<E> type) {
        return Enum.valueOf(type, text());
    }
}
