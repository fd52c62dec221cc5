/** How fast, against what? Each benchmark prints its result beside a reference measured in the same run. */
package dev.countersign.bench;
