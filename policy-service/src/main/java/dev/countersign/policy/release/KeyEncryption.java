package dev.countersign.policy.release;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Keeps keys and secrets unreadable in the database and its backups: AES-256-GCM, bound to the id of each. */
@Singleton
@Startup
public class KeyEncryption {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    KeyEncryption(ReleaseConfig config) {
        this.key = new SecretKeySpec(configured(config), "AES");
    }

    private static byte[] configured(ReleaseConfig config) {
        String text = config.keyEncryptionKey()
                .orElseThrow(
                        () -> new IllegalStateException("countersign.release.key-encryption-key is not set: give 32"
                                + " random bytes in Base64 (openssl rand -base64 32), the same to every replica"));
        byte[] bytes = decode(text);
        if (bytes.length != KEY_BYTES) {
            throw new IllegalStateException("countersign.release.key-encryption-key must be 32 bytes in Base64");
        }
        return bytes;
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("countersign.release.key-encryption-key is not Base64", e);
        }
    }

    public byte[] encrypt(String id, byte[] secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = apply(Cipher.ENCRYPT_MODE, id, nonce, secret);
        byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
        return all;
    }

    public byte[] decrypt(String id, byte[] all) {
        byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
        return apply(Cipher.DECRYPT_MODE, id, nonce, Arrays.copyOfRange(all, NONCE_BYTES, all.length));
    }

    private byte[] apply(int mode, String id, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(id.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "a key or secret cannot be read: is countersign.release.key-encryption-key the one it was made with?",
                    e);
        }
    }
}
