/** Errors that got past the loop, as agents and process owners report them here; audit-service keeps them. */
package dev.countersign.policy.escape;
