/**
 * The services' images with a trained AOT cache. The build (profile "image") pushes plain ones; here each is taken apart, does a training run
 * with its own JVM, its own files and its own options, and is pushed again with what came of it as one more layer.
 */
@NullMarked
package dev.countersign.image;

import org.jspecify.annotations.NullMarked;
