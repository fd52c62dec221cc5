/** What may be wrong with a payload: values that not every system reads alike, and what its JSON Schema does not allow. */
package dev.countersign.payload.check;
