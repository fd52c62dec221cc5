package dev.countersign.policy.evaluation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Which of what proceeds without a person is read by one afterwards. It depends on the evaluation's id alone: whoever replays it
 * marks the same ones, a higher rate marks those of a lower one and more, and an agent that proposes cannot tell.
 */
final class Sampling {

    private static final int UNUSED_BITS = Long.SIZE - 53;

    private Sampling() {}

    /**
     * Whether this evaluation is of the sample: whether the first 53 bits of the SHA-256 of its id, written as text, are as a
     * fraction of all that they could be below the rate.
     *
     * @param rate 0 to 1
     */
    static boolean marks(UUID evaluation, double rate) {
        return fraction(evaluation) < rate;
    }

    /** From 0 on, and below 1. */
    static double fraction(UUID evaluation) {
        long first = ByteBuffer.wrap(sha256(evaluation.toString())).getLong();
        return (first >>> UNUSED_BITS) * 0x1.0p-53;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
