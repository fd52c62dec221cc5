/** The Merkle tree of RFC 6962 in tiles: hashes, growth, proofs. No I/O: what must be read comes in through {@link dev.countersign.audit.merkle.TileReader}. */
package dev.countersign.audit.merkle;
