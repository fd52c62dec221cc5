/** All that is known about one evaluation, end to end, each event with its proof of being in the log. */
package dev.countersign.audit.evidence;
