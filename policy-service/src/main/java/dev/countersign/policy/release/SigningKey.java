package dev.countersign.policy.release;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** An Ed25519 key that signs releases. */
final class SigningKey {

    private static final String ALGORITHM = "Ed25519";
    private static final int RAW_BYTES = 32;

    private final String id;
    private final PublicKey publicKey;
    private final PrivateKey privateKey;
    private final Instant signsFrom;
    /** Bouncy Castle's, since that of the JDK takes close to twenty times as long, and every release is signed. */
    private final Ed25519PrivateKeyParameters signing;

    SigningKey(String id, PublicKey publicKey, PrivateKey privateKey, Instant signsFrom) {
        this.id = id;
        this.publicKey = publicKey;
        this.privateKey = privateKey;
        this.signsFrom = signsFrom;
        byte[] pkcs8 = privateKey.getEncoded();
        // The last 32 bytes of the PKCS #8 form are the key itself.
        this.signing = new Ed25519PrivateKeyParameters(pkcs8, pkcs8.length - RAW_BYTES);
    }

    /** Its {@code kid}. */
    String id() {
        return id;
    }

    PublicKey publicKey() {
        return publicKey;
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    /** Before that, it is only published. */
    Instant signsFrom() {
        return signsFrom;
    }

    /** The signature of these bytes, always the same for the same bytes. */
    byte[] sign(byte[] bytes) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, signing);
        signer.update(bytes, 0, bytes.length);
        return signer.generateSignature();
    }

    static SigningKey generate(String id, Instant signsFrom) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new SigningKey(id, pair.getPublic(), pair.getPrivate(), signsFrom);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java from 15 on has Ed25519", e);
        }
    }

    static SigningKey of(String id, byte[] publicKey, byte[] privateKey, Instant signsFrom) {
        try {
            KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
            return new SigningKey(
                    id,
                    factory.generatePublic(new X509EncodedKeySpec(publicKey)),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(privateKey)),
                    signsFrom);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing key " + id + " cannot be read", e);
        }
    }

    /** The public half as RFC 8037 writes it. */
    Map<String, String> jwk() {
        byte[] spki = publicKey.getEncoded();
        // The last 32 bytes of the X.509 form are the key itself.
        byte[] raw = Arrays.copyOfRange(spki, spki.length - RAW_BYTES, spki.length);
        Map<String, String> jwk = new LinkedHashMap<>();
        jwk.put("kty", "OKP");
        jwk.put("crv", ALGORITHM);
        jwk.put("x", Base64.getUrlEncoder().withoutPadding().encodeToString(raw));
        jwk.put("kid", id);
        jwk.put("alg", "EdDSA");
        jwk.put("use", "sig");
        return jwk;
    }

    /** Never the private half. */
    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
