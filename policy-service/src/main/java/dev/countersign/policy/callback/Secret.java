package dev.countersign.policy.callback;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** What callbacks to an agent are signed with, and the agent verifies them by. Never shown but once, never logged. */
final class Secret {

    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;

    private final byte[] bytes;

    Secret(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /**
     * A new one.
     *
     * @param random nobody can guess
     */
    static Secret generate(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Secret(bytes);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** As Standard Webhooks writes it. */
    String text() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * The signature of one attempt.
     *
     * @param timestamp in seconds since 1970
     */
    String sign(String id, long timestamp, String body) {
        try {
            return new Webhook(bytes).sign(id, timestamp, body);
        } catch (EmptyWebhookSecretException | WebhookSigningException e) {
            throw new IllegalStateException("a secret that was made here can always sign", e);
        }
    }
}
