package dev.countersign.audit.evidence;

import dev.countersign.audit.log.LogEntry;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventEnvelope;
import dev.countersign.contracts.event.UnreadableEventException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as the log has it.
 *
 * @param index of its leaf
 * @param entry the leaf
 * @param content absent where it was erased
 */
public record LoggedEvent(
        long index,
        String source,
        UUID id,
        String type,
        byte[] entry,
        @Nullable Content content,
        @Nullable Instant erasedAt) {

    /** What the entry's digest was made of. */
    public record Content(byte[] salt, byte[] value) {}

    /** The event, where its content is there and is the one that the log committed to. Anything else is no evidence. */
    Optional<Event> event() {
        return content != null && isIntact(content) ? read(content) : Optional.empty();
    }

    /** Whether entry and content, as far as it was not erased, belong together. */
    boolean isIntact() {
        return content == null ? erasedAt != null && committed().isPresent() : isIntact(content);
    }

    private boolean isIntact(Content there) {
        return committed()
                .filter(leaf -> leaf.commitsTo(there.salt(), there.value()))
                .isPresent();
    }

    /** The leaf, where it speaks of this event. */
    private Optional<LogEntry> committed() {
        return LogEntry.parse(entry)
                .filter(leaf -> leaf.id().equals(id)
                        && leaf.source().equals(source)
                        && leaf.type().equals(type));
    }

    private Optional<Event> read(Content there) {
        try {
            return Optional.of(EventEnvelope.read(type, there.value()));
        } catch (UnreadableEventException e) {
            // Of a type that this version no longer knows: its proof still stands, in the list of events.
            return Optional.empty();
        }
    }
}
