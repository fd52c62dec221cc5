package dev.countersign.audit.metric;

import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Facts, counted over some period for some part of a process. Only live reviews are in it: samples and seeded checks are apart.
 *
 * @param outcomes of evaluations
 * @param decisions that stood; a review that was decided again after changes were requested counts each time
 * @param reviewMillis from pick-up to decision, of reviews that a person picked up and decided
 * @param pickUpMillis from opening to pick-up, of reviews that a person decided; who decides without picking up first, picks up by deciding
 * @param executed actions that took effect
 * @param escaped of these, the ones in which an error was found, whenever it was found
 */
public record Counts(
        Map<Outcome, Long> outcomes,
        Map<Decision, Long> decisions,
        List<Long> reviewMillis,
        List<Long> pickUpMillis,
        long executed,
        long escaped) {

    public static final Counts NONE = new Counts(Map.of(), Map.of(), List.of(), List.of(), 0, 0);

    public Counts {
        outcomes = Map.copyOf(outcomes);
        decisions = Map.copyOf(decisions);
        reviewMillis = List.copyOf(reviewMillis);
        pickUpMillis = List.copyOf(pickUpMillis);
    }

    static Counts ofOutcome(Outcome outcome, long n) {
        return new Counts(Map.of(outcome, n), Map.of(), List.of(), List.of(), 0, 0);
    }

    static Counts ofDecision(Decision decision, long n, List<Long> reviewMillis, List<Long> pickUpMillis) {
        return new Counts(Map.of(), Map.of(decision, n), reviewMillis, pickUpMillis, 0, 0);
    }

    static Counts ofExecutions(long executed, long escaped) {
        return new Counts(Map.of(), Map.of(), List.of(), List.of(), executed, escaped);
    }

    /** Both together. */
    public Counts plus(Counts other) {
        return new Counts(
                sum(new EnumMap<>(Outcome.class), outcomes, other.outcomes),
                sum(new EnumMap<>(Decision.class), decisions, other.decisions),
                both(reviewMillis, other.reviewMillis),
                both(pickUpMillis, other.pickUpMillis),
                executed + other.executed,
                escaped + other.escaped);
    }

    long outcome(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    long decision(Decision decision) {
        return decisions.getOrDefault(decision, 0L);
    }

    private static <K> Map<K, Long> sum(Map<K, Long> into, Map<K, Long> one, Map<K, Long> other) {
        one.forEach((key, n) -> into.merge(key, n, Long::sum));
        other.forEach((key, n) -> into.merge(key, n, Long::sum));
        return into;
    }

    private static List<Long> both(List<Long> one, List<Long> other) {
        List<Long> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }
}
