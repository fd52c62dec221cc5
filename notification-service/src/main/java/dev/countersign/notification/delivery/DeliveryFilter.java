package dev.countersign.notification.delivery;

import java.util.Optional;
import java.util.UUID;

/**
 * Which deliveries are asked for.
 *
 * @param cursor only those before this one
 * @param limit how many at most, 1 to 200
 */
record DeliveryFilter(Optional<UUID> review, Optional<DeliveryState> state, Optional<UUID> cursor, int limit) {}
