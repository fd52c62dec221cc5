/** The events that pass between the rooms, one sealed interface a topic, and the CloudEvents envelope around them. */
package dev.countersign.contracts.event;
