/** How long an agent waits after its reviewer has clicked. */
package dev.countersign.bench.wakeup;
