package dev.countersign.policy.receipt;

import dev.countersign.contracts.event.ReceiptKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What is wrong between what was decided and what was done about one evaluation.
 *
 * @param since when it went wrong
 * @param detail in a sentence, without content
 */
public record Finding(UUID evaluation, String process, String agent, ReceiptKind kind, Instant since, String detail) {

    private static final String UNUSED = "it may be executed, and nobody has said that it was";
    private static final String UNREPORTED = "its release was used up, and nobody has said what came of it";

    /** It was decided, and there will be something wrong where nothing comes of it. */
    public static Finding unused(UUID evaluation, String process, String agent, Instant since) {
        return new Finding(evaluation, process, agent, ReceiptKind.NOT_EXECUTED, since, UNUSED);
    }

    static Finding unreported(UUID evaluation, String process, String agent, Instant since) {
        return new Finding(evaluation, process, agent, ReceiptKind.NOT_REPORTED, since, UNREPORTED);
    }

    /** As it is written in JSON and in the database. */
    static String word(ReceiptKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<ReceiptKind> kind(String word) {
        return Arrays.stream(ReceiptKind.values())
                .filter(kind -> word(kind).equals(word))
                .findFirst();
    }

    static String words() {
        return Arrays.stream(ReceiptKind.values()).map(Finding::word).collect(Collectors.joining(", "));
    }
}
