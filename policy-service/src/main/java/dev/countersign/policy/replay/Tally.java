package dev.countersign.policy.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.Reason;
import dev.countersign.policy.replay.Compared.Change;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Counts of a comparison, as far as they are known when an evaluation is compared. Written and read as JSON, it goes on counting. */
public final class Tally {

    /** What a reason is counted by; its sentence differs from one action to the next. */
    public record ReasonCode(String source, String code) {}

    /** How often a reason was given, and how often the candidate gives it. */
    public record Times(long recorded, long candidate) {
        static final Times NEVER = new Times(0, 0);

        Times plus(Times other) {
            return new Times(recorded + other.recorded, candidate + other.candidate);
        }
    }

    private static final Comparator<Change> IN_ORDER =
            Comparator.comparing(Change::recorded).thenComparing(Change::candidate);
    private static final Comparator<ReasonCode> BY_NAME =
            Comparator.comparing(ReasonCode::source).thenComparing(ReasonCode::code);

    private final Map<Change, Long> answers = new TreeMap<>(IN_ORDER);
    private final Map<ReasonCode, Times> reasons = new TreeMap<>(BY_NAME);
    private final Map<String, Long> newlyAsked = new TreeMap<>();
    private long halted;

    /** Counts a compared evaluation. */
    public void add(Compared compared) {
        Change change = compared.change();
        answers.merge(change, 1L, Long::sum);
        codes(compared.recorded().reasons()).forEach(code -> count(code, new Times(1, 0)));
        codes(compared.reasons()).forEach(code -> count(code, new Times(0, 1)));
        if (change.newlyAsked()) {
            newlyAsked.merge(compared.asks(), 1L, Long::sum);
        }
    }

    /** Counts an evaluation that is left out, because the stop button had answered. */
    public void addHalted() {
        halted++;
    }

    /** An evaluation may give a reason for each of several signals; it counts once. */
    private static List<ReasonCode> codes(List<Reason> reasons) {
        return reasons.stream()
                .map(reason -> new ReasonCode(reason.source(), reason.code()))
                .distinct()
                .toList();
    }

    private void count(ReasonCode code, Times times) {
        reasons.merge(code, times, Times::plus);
    }

    /** How many were compared. */
    public long evaluations() {
        return count(change -> true);
    }

    public long halted() {
        return halted;
    }

    public long count(Predicate<Change> which) {
        return answers.entrySet().stream()
                .filter(answer -> which.test(answer.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    public Map<Outcome, Long> recorded() {
        Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, count(change -> change.recorded() == outcome));
        }
        return counts;
    }

    public Map<CandidateOutcome, Long> candidate() {
        Map<CandidateOutcome, Long> counts = new EnumMap<>(CandidateOutcome.class);
        for (CandidateOutcome outcome : CandidateOutcome.values()) {
            counts.put(outcome, count(change -> change.candidate() == outcome));
        }
        return counts;
    }

    /** Every pair of answers, the equal ones too. */
    public Map<Change, Long> answers() {
        return Collections.unmodifiableMap(answers);
    }

    public Map<ReasonCode, Times> reasons() {
        return Collections.unmodifiableMap(reasons);
    }

    /** Those who would be asked and nobody was, by whom the candidate names first. */
    public Map<String, Long> newlyAsked() {
        return Collections.unmodifiableMap(newlyAsked);
    }

    /** As JSON, of which {@link #read} makes the same again. */
    public JsonNode write() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("halted", halted);
        ArrayNode pairs = json.putArray("answers");
        answers.forEach((change, n) -> pairs.addArray()
                .add(CandidateOutcome.of(change.recorded()).word())
                .add(change.candidate().word())
                .add(n));
        ArrayNode codes = json.putArray("reasons");
        reasons.forEach((code, times) -> codes.addArray()
                .add(code.source())
                .add(code.code())
                .add(times.recorded())
                .add(times.candidate()));
        ObjectNode asked = json.putObject("newlyAsked");
        newlyAsked.forEach(asked::put);
        return json;
    }

    public static Tally read(JsonNode json) {
        Tally tally = new Tally();
        tally.halted = json.path("halted").asLong();
        json.path("answers")
                .forEach(pair -> tally.answers.put(
                        new Change(
                                Outcome.valueOf(pair.path(0).asText().toUpperCase(Locale.ROOT)),
                                CandidateOutcome.of(pair.path(1).asText())),
                        pair.path(2).asLong()));
        json.path("reasons")
                .forEach(code -> tally.reasons.put(
                        new ReasonCode(code.path(0).asText(), code.path(1).asText()),
                        new Times(code.path(2).asLong(), code.path(3).asLong())));
        json.path("newlyAsked")
                .properties()
                .forEach(asked ->
                        tally.newlyAsked.put(asked.getKey(), asked.getValue().asLong()));
        return tally;
    }
}
