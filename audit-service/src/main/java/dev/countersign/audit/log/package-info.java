/**
 * The log of all events, in three phases: {@link dev.countersign.audit.log.LogRepository#accept an event is accepted} with its content;
 * {@link dev.countersign.audit.log.LogService a batch is sequenced and integrated} into the Merkle tree; its checkpoint is published.
 */
package dev.countersign.audit.log;
