/**
 * The signed, single-use, expiring permission to execute exactly the decided payload. A release is a credential: it is shown to the
 * agent that proposed the action, travels in no event, and stands in no log.
 */
package dev.countersign.policy.release;
