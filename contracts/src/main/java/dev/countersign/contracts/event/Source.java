package dev.countersign.contracts.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something that the agent relied on. Its texts are the agent's: data to be shown, never to be trusted. */
public record Source(
        String title, @Nullable String uri, @Nullable String excerpt) {
    public Source {
        Objects.requireNonNull(title, "title");
    }
}
