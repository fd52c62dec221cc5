package dev.countersign.contracts.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.countersign.contracts.Defaulted;
import dev.countersign.contracts.Principal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the patterns of a process need to know; each is present where an action has chosen the pattern. */
public record PatternSettings(
        @JsonProperty("confidence-gated") @Nullable ConfidenceGate confidenceGated,
        @JsonProperty("exception-escalation") @Nullable ExceptionEscalation exceptionEscalation,
        @JsonProperty("autonomous") @Nullable Autonomy autonomous) {

    public static final PatternSettings NONE = new PatternSettings(null, null, null);

    /**
     * Below the threshold, or with no confidence given, a person looks.
     *
     * @param threshold 0 to 1
     * @param fields where an agent is sure of each field apart: the fields of which the lowest counts; empty: the whole action
     * @param actions the types of action that have a threshold of their own, which takes the place of all of the above
     */
    public record ConfidenceGate(
            double threshold,
            List<String> fields,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Threshold> actions) {
        public ConfidenceGate {
            fields = fields == null ? List.of() : List.copyOf(fields);
            actions = actions == null ? Map.of() : Map.copyOf(actions);
        }

        /** What counts for one type of action. */
        public Threshold of(String actionType) {
            return actions.getOrDefault(actionType, new Threshold(threshold, fields));
        }
    }

    /**
     * Below it, or with no confidence given, a person looks.
     *
     * @param threshold 0 to 1
     * @param fields the fields of which the lowest counts; empty: the whole action
     */
    public record Threshold(double threshold, List<String> fields) {
        public Threshold {
            fields = fields == null ? List.of() : List.copyOf(fields);
        }
    }

    /** The signals that send an action to a person, by name. */
    public record ExceptionEscalation(Map<String, Signal> signals) {
        public ExceptionEscalation {
            signals = Map.copyOf(signals);
        }
    }

    /**
     * One reason for exception.
     *
     * @param when CEL over {@code action}, {@code case}, {@code signals} and {@code confidence}, yields a boolean
     * @param owner who owns reviews with this signal, before the owner that the review section names
     * @param actions the types of action that it is about; empty: all that escalate exceptions
     */
    public record Signal(
            String when,
            @Nullable Principal owner,
            @Defaulted Urgency urgency,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> actions) {
        public Signal {
            Objects.requireNonNull(when, "when");
            urgency = Objects.requireNonNullElse(urgency, Urgency.NORMAL);
            actions = actions == null ? List.of() : List.copyOf(actions);
        }

        /** Whether it is about actions of this type. */
        public boolean concerns(String actionType) {
            return actions.isEmpty() || actions.contains(actionType);
        }
    }

    /**
     * Earned autonomy.
     *
     * @param report id of the favourable autonomy report that it rests on
     */
    public record Autonomy(String report) {
        public Autonomy {
            Objects.requireNonNull(report, "report");
        }
    }
}
