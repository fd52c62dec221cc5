package dev.countersign.audit.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/** A log's Ed25519 key. It never shows its private half. */
public final class SigningKey {

    private final VerifierKey verifier;
    private final PrivateKey privateKey;

    private SigningKey(VerifierKey verifier, PrivateKey privateKey) {
        this.verifier = verifier;
        this.privateKey = privateKey;
    }

    /** A new pair of keys. */
    public static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 15 has Ed25519", e);
        }
    }

    /**
     * A stored pair of keys.
     *
     * @param name the log's origin
     * @param pkcs8 the private half
     * @param x509 the public half
     * @throws IllegalArgumentException when they are no pair
     */
    public static SigningKey of(String name, byte[] pkcs8, byte[] x509) {
        try {
            PrivateKey privateKey = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            SigningKey key = new SigningKey(VerifierKey.ofX509(name, x509), privateKey);
            if (!key.verifier.verifies(key.sign("pair\n"))) {
                throw new IllegalArgumentException("the log's private and public key are no pair");
            }
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the log's private key is not an Ed25519 key in PKCS #8", e);
        }
    }

    public VerifierKey verifier() {
        return verifier;
    }

    /** Signs a text that ends with a newline. */
    public SignedNote sign(String text) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(privateKey);
            signer.update(text.getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream blob = new ByteArrayOutputStream();
            blob.writeBytes(verifier.keyHash());
            blob.writeBytes(signer.sign());
            return new SignedNote(text, List.of(new SignedNote.Signature(verifier.name(), blob.toByteArray())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign a checkpoint", e);
        }
    }
}
