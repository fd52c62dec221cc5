package dev.countersign.audit.checkpoint;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * A text with signatures under it.
 *
 * @param text ends with a newline
 */
public record SignedNote(String text, List<Signature> signatures) {

    private static final String LEAD = "\u2014 ";

    public SignedNote {
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("a note's text ends with a newline");
        }
        signatures = List.copyOf(signatures);
    }

    /**
     * One signature line.
     *
     * @param name of the key
     * @param blob four bytes of the key's hash, then the signature
     */
    public record Signature(String name, byte[] blob) {

        private static final int KEY_HASH = 4;

        public Signature {
            Objects.requireNonNull(name, "name");
            if (blob.length <= KEY_HASH) {
                throw new IllegalArgumentException("a signature line holds a key hash and a signature");
            }
            blob = blob.clone();
        }

        byte[] keyHash() {
            return Arrays.copyOf(blob, KEY_HASH);
        }

        byte[] signature() {
            return Arrays.copyOfRange(blob, KEY_HASH, blob.length);
        }

        private String line() {
            return LEAD + name + " " + Base64.getEncoder().encodeToString(blob) + "\n";
        }

        private static Signature parse(String line) {
            String[] words = line.split(" ", -1);
            if (words.length != 3 || !line.startsWith(LEAD)) {
                throw new IllegalArgumentException("not a signature line of a note");
            }
            return new Signature(words[1], Base64.getDecoder().decode(words[2]));
        }
    }

    /** The note as it is served. */
    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()));
        return note.toString();
    }

    /**
     * Reads a note without checking any signature.
     *
     * @throws IllegalArgumentException with a sentence, when it is none
     */
    public static SignedNote parse(String note) {
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || !note.endsWith("\n")) {
            throw new IllegalArgumentException("a note has a text, an empty line and signatures");
        }
        List<Signature> signatures =
                note.substring(blank + 2).lines().map(Signature::parse).toList();
        return new SignedNote(note.substring(0, blank + 1), signatures);
    }
}
