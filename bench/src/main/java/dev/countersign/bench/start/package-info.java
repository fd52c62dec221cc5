/** How soon a service is there, and what it takes to be there: as its image starts it, beside a Quarkus service that has nothing to do. */
@NullMarked
package dev.countersign.bench.start;

import org.jspecify.annotations.NullMarked;
