package dev.countersign.policy.publishing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.problems.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What publishing refuses. Every rule is looked at whatever the others found, so that a process owner sees everything that is wrong
 * at once; each finding has the JSON Pointer of its field and a sentence.
 */
public final class PolicyCheck {

    private static final Duration LONGEST_READING = Duration.ofHours(1);
    private static final Set<String> NEEDS_PERSON = Set.of("financial", "regulatory", "safety");

    private final JsonNode policy;
    private final Findings found;

    private PolicyCheck(JsonNode policy, Findings found) {
        this.policy = policy;
        this.found = found;
    }

    /** All that is wrong with a policy document; nothing, where it may be published. */
    public static List<Violation> check(JsonNode policy) {
        Findings found = Findings.ofDocument();
        PolicyShape.DOCUMENT.check(policy, found);
        PolicyCheck rules = new PolicyCheck(policy, found);
        rules.chosenPatternsHaveTheirSettings();
        rules.someImpactsAlwaysNeedAPerson();
        rules.expiryDoesNotProceedWithWhatIsCostly();
        rules.autonomyIsEarnedAndCheap();
        rules.limitsCountOrSum();
        rules.clocksRunInOrder();
        rules.readingLeavesTimeToDecide();
        ActionScopeCheck.check(policy, found);
        if (PolicyShape.isBounded(policy)) {
            ExpressionCheck.check(policy, found);
        }
        return found.all();
    }

    private void chosenPatternsHaveTheirSettings() {
        for (String pattern : List.of("confidence-gated", "exception-escalation", "autonomous")) {
            boolean chosen = actionsWith(pattern).iterator().hasNext();
            if (chosen && !policy.at("/patterns/" + pattern).isObject()) {
                found.at("patterns", pattern).add(settingsMissing(pattern));
            }
        }
    }

    private static String settingsMissing(String pattern) {
        return switch (pattern) {
            case "confidence-gated" -> "an action is confidence-gated: say below which threshold a person looks";
            case "exception-escalation" -> "an action escalates exceptions: name the signals";
            default -> "an action is autonomous: name the favourable autonomy report that this rests on";
        };
    }

    private void someImpactsAlwaysNeedAPerson() {
        Optional<String> why = whyAPersonMustLook();
        if (why.isEmpty()) {
            return;
        }
        eachAction((name, action) -> {
            if (action.path("patterns").size() > 0 && !patterns(action).contains("review-before-send")) {
                found.at("actions", name, "patterns")
                        .add(why.get() + ": no action may go without a person, so add review-before-send");
            }
        });
        if (onExpiryProceeds()) {
            found.at("sla", "onExpiry")
                    .add(why.get() + ": no action may go without a person, not even when time is up");
        }
    }

    private Optional<String> whyAPersonMustLook() {
        String impact = policy.path("impact").asText();
        if (NEEDS_PERSON.contains(impact)) {
            return Optional.of("the impact is " + impact);
        }
        boolean basis = !policy.path("basis").asText().isBlank();
        return policy.path("decidesAboutPersons").asBoolean() && !basis
                ? Optional.of("the process decides about persons and no legal basis is recorded")
                : Optional.empty();
    }

    private void expiryDoesNotProceedWithWhatIsCostly() {
        if (!onExpiryProceeds()) {
            return;
        }
        eachAction((name, action) -> whyCostly(action)
                .ifPresent(why ->
                        found.at("sla", "onExpiry").add("must not be proceed: an error of " + name + " " + why)));
    }

    private void autonomyIsEarnedAndCheap() {
        List<String> autonomous = actionsWith("autonomous");
        for (String name : autonomous) {
            whyCostly(policy.path("actions").path(name))
                    .ifPresent(why -> found.at("actions", name, "patterns")
                            .add("must not hold autonomous: an error of " + name + " " + why));
        }
        if (!autonomous.isEmpty() && !(policy.at("/oversight/sample").asDouble() > 0)) {
            found.at("oversight", "sample").add("must be above 0: what is autonomous is read by a person in samples");
        }
    }

    /** Why an error of this action is too much to let it go without a person; empty where it is not. */
    private static Optional<String> whyCostly(JsonNode action) {
        if (action.path("reversible").isBoolean() && !action.path("reversible").asBoolean()) {
            return Optional.of("cannot be undone");
        }
        String cost = action.path("costOfError").asText();
        return cost.equals("medium") || cost.equals("high")
                ? Optional.of("costs more than low (" + cost + ")")
                : Optional.empty();
    }

    private void limitsCountOrSum() {
        Set<String> names = new HashSet<>();
        JsonNode limits = policy.path("limits");
        for (int i = 0; i < limits.size(); i++) {
            Findings place = found.at("limits", Integer.toString(i));
            JsonNode limit = limits.path(i);
            if (limit.hasNonNull("count") == limit.hasNonNull("sum")) {
                place.add("must have either a count, or a sum with its max");
            }
            if (limit.hasNonNull("sum") != limit.hasNonNull("max")) {
                place.add("a sum and its max come together");
            }
            if (limit.hasNonNull("name") && !names.add(limit.path("name").asText())) {
                place.at("name").add("is the name of another limit already");
            }
        }
    }

    private void clocksRunInOrder() {
        Optional<Duration> decide = Durations.of(policy.at("/sla/decide"));
        Optional<Duration> pickUp = Durations.of(policy.at("/sla/pickUp"));
        if (decide.isPresent() && pickUp.isPresent() && Shape.longerThan(pickUp.get(), decide.get())) {
            found.at("sla", "pickUp").add("must not be later than decide");
        }
        JsonNode steps = policy.at("/sla/steps");
        for (int i = 0; i < steps.size(); i++) {
            checkStep(steps.path(i), decide, found.at("sla", "steps", Integer.toString(i)));
        }
    }

    private static void checkStep(JsonNode step, Optional<Duration> decide, Findings place) {
        if (step.hasNonNull("remind") == step.hasNonNull("escalate")) {
            place.add("must either remind or escalate");
        }
        Optional<Duration> at = Durations.of(step.path("at"));
        if (at.isPresent() && decide.isPresent() && at.get().compareTo(decide.get()) >= 0) {
            place.at("at").add("must be earlier than decide: the review is over by then");
        }
    }

    /** Reading counts in real time and starts when a person sees the review, which may be late. */
    private void readingLeavesTimeToDecide() {
        Optional<Duration> reading = Durations.of(policy.at("/review/readingTime"));
        Optional<Duration> decide = Durations.of(policy.at("/sla/decide"));
        if (reading.isEmpty()) {
            return;
        }
        Findings place = found.at("review", "readingTime");
        if (Shape.longerThan(reading.get(), LONGEST_READING)) {
            place.add("must be at most an hour: it is for reading, not for waiting");
        } else if (decide.isPresent() && reading.get().compareTo(decide.get()) >= 0) {
            place.add("must be shorter than decide: nobody could approve in time");
        }
    }

    private boolean onExpiryProceeds() {
        return policy.at("/sla/onExpiry").asText().equals("proceed");
    }

    private List<String> actionsWith(String pattern) {
        List<String> names = new ArrayList<>();
        eachAction((name, action) -> {
            if (patterns(action).contains(pattern)) {
                names.add(name);
            }
        });
        return names;
    }

    private void eachAction(BiConsumer<String, JsonNode> look) {
        policy.path("actions").properties().forEach(entry -> look.accept(entry.getKey(), entry.getValue()));
    }

    private static Set<String> patterns(JsonNode action) {
        Set<String> names = new HashSet<>();
        action.path("patterns").forEach(name -> names.add(name.asText()));
        return names;
    }
}
