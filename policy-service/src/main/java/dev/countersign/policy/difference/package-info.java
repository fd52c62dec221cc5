/**
 * What is different between two policies, in sentences that a process owner understands, and whether fewer actions go to a person.
 */
package dev.countersign.policy.difference;
