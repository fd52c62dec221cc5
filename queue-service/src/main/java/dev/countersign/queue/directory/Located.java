package dev.countersign.queue.directory;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A piece of a document that remembers where it stood. */
sealed interface Located {

    /** Its place as an RFC 6901 JSON Pointer. */
    String pointer();

    /** The line it begins in, counted from 1. */
    int line();

    /** An object. */
    record Fields(String pointer, int line, Map<String, Located> entries) implements Located {

        /** The field, or the place where it is missing. */
        Located at(String name) {
            Located present = entries.get(name);
            return present == null ? new Scalar(child(pointer, name), line, null) : present;
        }
    }

    /** A list. */
    record Items(String pointer, int line, List<Located> items) implements Located {}

    /** A text, number or boolean as it was written; {@code null} where that was null. */
    record Scalar(String pointer, int line, @Nullable String text) implements Located {}

    /** The pointer of something inside. */
    static String child(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
