/** Errors that got past the loop, as people and agents report them. */
package dev.countersign.audit.escape;
