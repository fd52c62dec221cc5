package dev.countersign.policy.callback;

import java.util.UUID;

/**
 * One attempt, ready to be sent.
 *
 * @param id the {@code webhook-id}
 * @param timestamp the {@code webhook-timestamp}
 * @param signature the {@code webhook-signature}
 */
record Letter(UUID id, Destination destination, long timestamp, String signature, String body) {}
