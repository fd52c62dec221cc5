@NullMarked
package dev.countersign.image;

import org.jspecify.annotations.NullMarked;
