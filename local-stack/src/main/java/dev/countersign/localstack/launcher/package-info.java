/** The commands of {@code ./countersign}. */
package dev.countersign.localstack.launcher;
