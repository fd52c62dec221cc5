/**
 * For the system at the point of effect, which executes what an agent asks for: is this release good for this payload?
 *
 * <p>Needs a JWKS address and nothing else of Countersign; works in any Java program.
 */
package dev.countersign.verifier;
