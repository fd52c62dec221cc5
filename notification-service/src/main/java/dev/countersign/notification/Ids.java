package dev.countersign.notification;

import java.util.UUID;

/** Where new ids come from. */
@FunctionalInterface
public interface Ids {

    /** A UUIDv7: unique, and later than those before it. */
    UUID next();
}
