/** The peers of {@code bench review}: one small service, which runs the one or the other workflow engine. */
@NullMarked
package dev.countersign.bench.peers;

import org.jspecify.annotations.NullMarked;
