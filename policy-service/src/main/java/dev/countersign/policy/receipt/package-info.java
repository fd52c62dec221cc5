/**
 * Does what was done go together with what was decided? Found where an agent reports what it had no permission for or something else
 * than what was decided, and by looking again where nothing was heard for too long.
 */
package dev.countersign.policy.receipt;
