/** What arrives at the same time shares a transaction: one commit for many, and an answer of its own for each. */
package dev.countersign.policy.batch;
