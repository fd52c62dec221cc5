/** Everything that any service says comes in here: into the log, and as facts into the metrics. */
package dev.countersign.audit.intake;
