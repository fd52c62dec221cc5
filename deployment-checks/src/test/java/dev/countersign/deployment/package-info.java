/** Holds what a platform team installs against what the services are. */
@NullMarked
package dev.countersign.deployment;

import org.jspecify.annotations.NullMarked;
