/** The policy document: one per process, versioned, immutable once published; each service reads its own section. */
package dev.countersign.contracts.policy;
