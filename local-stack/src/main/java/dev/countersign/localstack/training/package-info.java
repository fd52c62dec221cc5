/** What a JVM learns of a service while that works, kept for its next start. */
@NullMarked
package dev.countersign.localstack.training;

import org.jspecify.annotations.NullMarked;
