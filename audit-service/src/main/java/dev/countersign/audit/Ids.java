package dev.countersign.audit;

import java.util.UUID;

/** Where ids come from: UUIDs of version 7, so that they sort by time. */
@FunctionalInterface
public interface Ids {
    UUID next();
}
