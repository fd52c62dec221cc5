package dev.countersign.audit.metric;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.Outcome;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What the counts come to.
 *
 * @param outcomes of the evaluations, each outcome named
 * @param decisions each decision named
 * @param unchangedApproval {@code approved} over all that a person decided
 * @param escape actions in which an error was found, over actions that took effect
 */
@JsonPropertyOrder({"evaluations", "outcomes", "decisions", "unchangedApproval", "reviewTime", "pickUpTime", "escape"})
public record Metrics(
        long evaluations,
        Map<Outcome, Long> outcomes,
        Map<Decision, Long> decisions,
        Rate unchangedApproval,
        Times reviewTime,
        Times pickUpTime,
        Rate escape) {

    /** The rates of these counts. */
    public static Metrics of(Counts counts) {
        long byPerson = Stream.of(Decision.values())
                .filter(Decision::byPerson)
                .mapToLong(counts::decision)
                .sum();
        return new Metrics(
                Stream.of(Outcome.values()).mapToLong(counts::outcome).sum(),
                named(Outcome.values(), counts::outcome),
                named(Decision.values(), counts::decision),
                Rate.of(counts.decision(Decision.APPROVED), byPerson),
                Times.of(counts.reviewMillis()),
                Times.of(counts.pickUpMillis()),
                Rate.of(counts.escaped(), counts.executed()));
    }

    private static <K> Map<K, Long> named(K[] keys, ToLongFunction<K> count) {
        return Arrays.stream(keys).collect(toMap(key -> key, count::applyAsLong, Long::sum, LinkedHashMap::new));
    }
}
