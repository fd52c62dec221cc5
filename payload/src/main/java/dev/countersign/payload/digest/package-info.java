/** One name for one payload: the SHA-256 of its canonical form. Needs no JSON library of the caller's. */
package dev.countersign.payload.digest;
