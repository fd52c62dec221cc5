/** Waiting for evaluations without threads: woken in this process right after a commit, from other replicas by the database. */
package dev.countersign.policy.waiting;
