/** What the log says of itself, signed: c2sp.org/tlog-checkpoint in the form of c2sp.org/signed-note. */
package dev.countersign.audit.checkpoint;
