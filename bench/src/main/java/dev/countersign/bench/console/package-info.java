/** How long a reviewer waits for the console. */
package dev.countersign.bench.console;
