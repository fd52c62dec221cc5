package dev.countersign.audit.escape;

/**
 * Who reports.
 *
 * @param name a person's id or an agent's name
 * @param agent whether it is an agent, which sees its own evaluations only
 */
record Reporter(String name, boolean agent) {}
