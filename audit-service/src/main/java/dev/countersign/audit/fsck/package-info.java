/** Checks a log from outside: everything is fetched, everything is computed again, nothing is believed. Needs the JDK alone. */
package dev.countersign.audit.fsck;
