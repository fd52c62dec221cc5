package dev.countersign.queue.directory;

import java.time.LocalDate;

/**
 * Out of office: one person stands in for another.
 *
 * @param from id of the person who is away
 * @param to id of the person who stands in
 * @param start first day away, where the person who is away lives
 * @param end last day away
 */
public record Delegation(String id, String from, String to, LocalDate start, LocalDate end) {}
