package dev.countersign.policy.replay;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * What one action that goes without a person uses up of one limit.
 *
 * @param amount 1 where the limit counts
 */
public record Use(String limit, Instant at, UUID evaluation, BigDecimal amount) {}
