package dev.countersign.bench.outbox;

import java.util.concurrent.ThreadLocalRandom;

/** Text as events have it: not all the same, so that compression does not flatter. */
final class Payload {

    private static final String[] WORDS =
            ("the customer asks whether the booking can be moved to the cabin above on the same day and what it costs"
                            + " agent policy review refund invoice hotel reply flight reservation owner decision reason")
                    .split(" ");

    private Payload() {}

    /** So many characters of words in random order. */
    static String text(int length) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        StringBuilder text = new StringBuilder(length + 16);
        while (text.length() < length) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        text.setLength(length);
        return text.toString();
    }
}
