/**
 * Policies: what a process owner writes, what is wrong with it in sentences that a process owner understands, and the versions that
 * have been published.
 */
package dev.countersign.policy.publishing;
