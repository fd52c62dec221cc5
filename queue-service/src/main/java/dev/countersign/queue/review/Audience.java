package dev.countersign.queue.review;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/**
 * People who have the same right to a review, for the same reason and at all times: a team, as a rule. Written down once, so that a
 * review of theirs is in the lists of all of them by one row.
 *
 * @param people their ids, each once and in order
 */
record Audience(List<String> people) {

    /** Fewer are written down one by one: a list is put together from one part for each audience that its reader is in. */
    static final int FEWEST = 4;

    /** Bytes of the digest that are kept: enough that no two audiences are ever taken for one. */
    private static final int BYTES = 16;

    static Audience of(Collection<String> people) {
        return new Audience(people.stream().distinct().sorted().toList());
    }

    /** Says who they are: the same people have the same id. It is no person's, for those have no colon. */
    String id() {
        byte[] digest = sha256(String.join("\n", people).getBytes(UTF_8));
        return "audience:" + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
