/** A service that does nothing but answer. */
@NullMarked
package dev.countersign.bench.bare;

import org.jspecify.annotations.NullMarked;
