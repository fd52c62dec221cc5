/**
 * Whether what a service stands on is there. Each is asked until it was reached once: a replica that never reached it would serve by halves, so
 * it is not ready and says why. Later it may go away without taking every replica out of traffic at once: the outbox keeps what is to be said,
 * and tokens are verified with the keys that are known. The database is another matter, and Quarkus' own checks ask for it each time.
 */
@NullMarked
package dev.countersign.readiness;

import org.jspecify.annotations.NullMarked;
