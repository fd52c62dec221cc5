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

/**
 * An Ed25519 key that signs releases.
 *
 * @param id its {@code kid}
 * @param signsFrom before that, it is only published
 */
record SigningKey(String id, PublicKey publicKey, PrivateKey privateKey, Instant signsFrom) {

    private static final String ALGORITHM = "Ed25519";
    private static final int RAW_BYTES = 32;

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
