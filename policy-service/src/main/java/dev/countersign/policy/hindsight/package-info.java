/** What turned out afterwards about evaluations: which were wrong, and how long people were on them. */
package dev.countersign.policy.hindsight;
