package dev.countersign.policy.gitops;

import org.jspecify.annotations.Nullable;

/**
 * A file as it was read.
 *
 * @param name within its folder
 * @param digest of its bytes, {@code sha-256:<hex>}; of nothing, where they cannot be read
 * @param text absent where it cannot be read
 */
record PolicyFile(String name, String digest, @Nullable String text) {

    boolean isJson() {
        return name.endsWith(".json");
    }
}
