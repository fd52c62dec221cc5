/** A service with all that ours stand on (Hibernate Reactive, Kafka, OIDC and the rest), and nothing in it. */
@NullMarked
package dev.countersign.bench.hollow;

import org.jspecify.annotations.NullMarked;
