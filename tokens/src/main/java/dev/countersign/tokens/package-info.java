/** Who is calling? What was verified a moment ago is not verified again. */
@NullMarked
package dev.countersign.tokens;

import org.jspecify.annotations.NullMarked;
