package dev.countersign.queue.directory;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** The id of an entry that says none itself. */
final class DerivedId {

    private DerivedId() {}

    /** The same for the same content, in any run. */
    static String of(Object... content) {
        return UUID.nameUUIDFromBytes(Arrays.deepToString(content).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
