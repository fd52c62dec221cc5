package dev.countersign.audit;

/** Where salts come from: 32 bytes that nobody can guess. */
@FunctionalInterface
public interface Salts {
    byte[] next();
}
