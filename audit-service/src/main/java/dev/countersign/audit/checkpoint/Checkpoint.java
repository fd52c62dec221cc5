package dev.countersign.audit.checkpoint;

import dev.countersign.audit.merkle.Hash;
import java.util.Base64;
import java.util.Objects;

/**
 * The state of a log at one size.
 *
 * @param origin the log's name, once and for all
 * @param size leaves in the tree
 * @param root of the tree
 */
public record Checkpoint(String origin, long size, Hash root) {

    public Checkpoint {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(root, "root");
        if (origin.isBlank() || origin.indexOf('\n') >= 0 || size < 0) {
            throw new IllegalArgumentException("no checkpoint of \"" + origin + "\" at " + size);
        }
    }

    /** The text that is signed: origin, size and root, a line each. */
    public String text() {
        return origin + "\n" + size + "\n" + root.base64() + "\n";
    }

    /**
     * Reads the text of a checkpoint; lines after the third are extensions, which it ignores.
     *
     * @throws IllegalArgumentException with a sentence, when it is none
     */
    public static Checkpoint parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length < 4 || !lines[1].matches("0|[1-9]\\d{0,18}")) {
            throw new IllegalArgumentException("a checkpoint has the lines origin, size and root");
        }
        return new Checkpoint(
                lines[0], Long.parseLong(lines[1]), Hash.of(Base64.getDecoder().decode(lines[2])));
    }
}
