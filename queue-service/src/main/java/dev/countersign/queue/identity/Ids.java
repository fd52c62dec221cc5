package dev.countersign.queue.identity;

import java.util.UUID;

/** Where new ids come from. */
@FunctionalInterface
public interface Ids {

    /** A new UUIDv7: later ones sort after earlier ones. */
    UUID next();
}
