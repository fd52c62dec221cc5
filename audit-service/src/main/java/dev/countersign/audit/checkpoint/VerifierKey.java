package dev.countersign.audit.checkpoint;

import dev.countersign.audit.merkle.Merkle;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;

/**
 * The public half of a log's Ed25519 key, written {@code <name>+<key hash>+<key>} as c2sp.org/signed-note has it.
 *
 * @param name the log's origin; neither spaces nor plus signs
 * @param raw 32 bytes
 */
public record VerifierKey(String name, byte[] raw) {

    private static final byte ED25519 = 1;
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int RAW_LENGTH = 32;

    public VerifierKey {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty() || name.chars().anyMatch(c -> Character.isWhitespace(c) || c == '+')) {
            throw new IllegalArgumentException("a key's name has neither spaces nor plus signs");
        }
        if (raw.length != RAW_LENGTH) {
            throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
        }
        raw = raw.clone();
    }

    /** The key in the X.509 form that the JDK speaks. */
    public static VerifierKey ofX509(String name, byte[] encoded) {
        if (encoded.length != X509_PREFIX.length + RAW_LENGTH
                || !Arrays.equals(Arrays.copyOf(encoded, X509_PREFIX.length), X509_PREFIX)) {
            throw new IllegalArgumentException("not an Ed25519 public key");
        }
        return new VerifierKey(name, Arrays.copyOfRange(encoded, X509_PREFIX.length, encoded.length));
    }

    /**
     * Reads a key as {@link #toString} writes it.
     *
     * @throws IllegalArgumentException with a sentence, when it is none or its hash is wrong
     */
    public static VerifierKey parse(String text) {
        String[] parts = text.strip().split("\\+", 3);
        byte[] typed = parts.length == 3 ? Base64.getDecoder().decode(parts[2]) : new byte[0];
        if (typed.length != RAW_LENGTH + 1 || typed[0] != ED25519) {
            throw new IllegalArgumentException("a verifier key is <name>+<hash>+<Ed25519 key>");
        }
        VerifierKey key = new VerifierKey(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
        if (!HexFormat.of().formatHex(key.keyHash()).equals(parts[1])) {
            throw new IllegalArgumentException("the hash of the verifier key is not that of its key");
        }
        return key;
    }

    /** Four bytes that tell this key from others of the same name. */
    byte[] keyHash() {
        byte[] hash = Merkle.sha256((name + "\n").getBytes(StandardCharsets.UTF_8), typed())
                .bytes();
        return Arrays.copyOf(hash, 4);
    }

    /** Whether one of the note's signatures is this key's, and right. */
    public boolean verifies(SignedNote note) {
        byte[] text = note.text().getBytes(StandardCharsets.UTF_8);
        return note.signatures().stream()
                .filter(line -> line.name().equals(name) && Arrays.equals(line.keyHash(), keyHash()))
                .anyMatch(line -> verifies(text, line.signature()));
    }

    private boolean verifies(byte[] text, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(publicKey());
            verifier.update(text);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            // A signature of the wrong length or form is a wrong signature.
            return false;
        }
    }

    private PublicKey publicKey() throws GeneralSecurityException {
        byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + RAW_LENGTH);
        System.arraycopy(raw, 0, encoded, X509_PREFIX.length, RAW_LENGTH);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    private byte[] typed() {
        byte[] typed = new byte[RAW_LENGTH + 1];
        typed[0] = ED25519;
        System.arraycopy(raw, 0, typed, 1, RAW_LENGTH);
        return typed;
    }

    @Override
    public String toString() {
        return name + "+" + HexFormat.of().formatHex(keyHash()) + "+"
                + Base64.getEncoder().encodeToString(typed());
    }
}
