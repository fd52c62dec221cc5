/** The demonstration: an agent that proposes, waits for people, and does what was decided. */
package dev.countersign.localstack.demo;
