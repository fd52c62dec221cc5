/**
 * How events pass between the rooms without loss: {@link dev.countersign.messaging.Outbox} on the way out, {@link
 * dev.countersign.messaging.Inbox} on the way in.
 */
package dev.countersign.messaging;
