/** The stop button: processes that are halted, agents that are suspended. */
package dev.countersign.policy.halt;
