package dev.countersign.policy.publishing;

import static dev.countersign.policy.publishing.ExpressionShape.expression;
import static dev.countersign.policy.publishing.Shape.atMost;
import static dev.countersign.policy.publishing.Shape.duration;
import static dev.countersign.policy.publishing.Shape.flag;
import static dev.countersign.policy.publishing.Shape.listOf;
import static dev.countersign.policy.publishing.Shape.mapOf;
import static dev.countersign.policy.publishing.Shape.number;
import static dev.countersign.policy.publishing.Shape.object;
import static dev.countersign.policy.publishing.Shape.oneOf;
import static dev.countersign.policy.publishing.Shape.optional;
import static dev.countersign.policy.publishing.Shape.person;
import static dev.countersign.policy.publishing.Shape.principal;
import static dev.countersign.policy.publishing.Shape.required;
import static dev.countersign.policy.publishing.Shape.someOf;
import static dev.countersign.policy.publishing.Shape.text;
import static dev.countersign.policy.publishing.Shape.wholeNumber;
import static dev.countersign.policy.publishing.Shape.zone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.expressions.Type;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The policy document as it must be written, section by section. */
final class PolicyShape {

    private static final Pattern PROCESS = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final String NAME_SENTENCE = "must be 1 to 128 letters, digits, dots, underscores and hyphens";
    private static final String DAY = "(?:MON|TUE|WED|THU|FRI|SAT|SUN)";
    private static final String TIME = "(?:[01]\\d|2[0-4]):[0-5]\\d";
    private static final String SPAN = DAY + "(?:-" + DAY + ")? " + TIME + "-" + TIME;
    private static final Pattern HOURS = Pattern.compile(SPAN + "(?:, ?" + SPAN + ")*");
    private static final Pattern HOLIDAYS = Pattern.compile("[A-Z]{2}(?:-[A-Za-z0-9]{1,10})*");
    private static final Pattern ADDRESS = Pattern.compile("owner|[^\\s]{1,254}");

    /** Every expression is checked against every type of action: both are bounded. */
    private static final int MAX_ACTIONS = 100;

    private static final int MAX_SIGNALS = 200;
    private static final int MAX_LIMITS = 50;

    static final Set<String> PATTERNS =
            Set.of("review-before-send", "confidence-gated", "exception-escalation", "autonomous");

    private static final Shape ACTION = object(Map.of(
            "patterns",
            required(
                    "choose at least one pattern: there is no default",
                    someOf("choose at least one pattern: there is no default", oneOf(PATTERNS))),
            "reversible",
            required("say whether the action can be undone: true or false", flag()),
            "costOfError",
            required("say what one wrong action costs: low, medium or high", oneOf(Set.of("low", "medium", "high"))),
            "show",
            optional(oneOf(Set.of("email", "message", "record"))),
            "effect",
            optional(expression(Type.STRING)),
            "schema",
            optional(PayloadSchema::checkSchema)));

    private static final String NO_ACTIONS =
            "name at least one type of action, or leave it out: it is about all of them then";
    private static final Shape ACTIONS = someOf(NO_ACTIONS, text());

    private static final Shape SIGNAL = object(Map.of(
            "when", required("say when the signal fires", expression(Type.BOOLEAN)),
            "owner", optional(principal()),
            "urgency", optional(oneOf(Set.of("normal", "high"))),
            "actions", optional(ACTIONS)));

    private static final Map<String, Shape.Field> THRESHOLD = Map.of(
            "threshold",
            required("say below which confidence a person looks", number(0, 1)),
            "fields",
            optional(listOf(text())));

    private static final Shape PATTERN_SETTINGS = object(Map.of(
            "confidence-gated",
            optional(object(
                    with(THRESHOLD, "actions", optional(mapOf(NAME, NAME_SENTENCE, NO_ACTIONS, object(THRESHOLD)))))),
            "exception-escalation",
            optional(object(Map.of(
                    "signals",
                    required(
                            "name at least one signal",
                            atMost(
                                    MAX_SIGNALS,
                                    "signals",
                                    mapOf(NAME, NAME_SENTENCE, "name at least one signal", SIGNAL)))))),
            "autonomous",
            optional(object(
                    Map.of("report", required("name the favourable autonomy report that this rests on", text()))))));

    private static final Shape LIMIT = object(Map.of(
            "name", required("name the limit", text(NAME, NAME_SENTENCE)),
            "per", required("say within which time the limit counts", duration()),
            "count", optional(wholeNumber(0)),
            "sum", optional(expression(Type.NUMBER)),
            "max", optional(number(0, Double.MAX_VALUE)),
            "then",
                    required(
                            "say what an action past the limit gets: review or block",
                            oneOf(Set.of("review", "block"))),
            "actions", optional(ACTIONS)));

    private static final Shape REVIEW = object(Map.of(
            "owner",
            required("say who owns a review: nobody would decide it", expression(Type.PRINCIPALS)),
            "fallback",
            required("say who owns a review whose owner cannot be found", principal()),
            "approvals",
            optional(expression(Type.INTEGER)),
            "requires",
            optional(listOf(oneOf(Set.of("sources", "case")))),
            "rejectReasons",
            optional(listOf(text())),
            "freshFor",
            optional(duration()),
            "readingTime",
            optional(duration()),
            "reasonWhen",
            optional(expression(Type.BOOLEAN))));

    private static final Shape CALENDAR = object(Map.of(
            "zone", required("say in which time zone the hours are, such as Europe/Madrid", zone()),
            "hours",
                    required(
                            "say when work is done, such as MON-FRI 09:00-18:00",
                            text(HOURS, "must be hours such as MON-FRI 09:00-18:00, several separated by commas")),
            "holidays", optional(text(HOLIDAYS, "must be a country such as ES, or a part of one such as ES-CT"))));

    private static final Shape STEP = object(Map.of(
            "at", required("say when the step is due, counted from the opening of the review", duration()),
            "remind", optional(oneOf(Set.of("owner"))),
            "escalate", optional(principal())));

    private static final Shape SLA = object(Map.of(
            "calendar", optional(CALENDAR),
            "pickUp", required("say by when somebody must be on it", duration()),
            "decide", required("say by when it must be decided", duration()),
            "steps", optional(listOf(STEP)),
            "onExpiry",
                    required(
                            "say what happens when nobody decides in time: reject, escalate or proceed",
                            oneOf(Set.of("reject", "escalate", "proceed")))));

    private static final Shape NOTIFY = object(Map.of(
            "channel", required("name the channel: email or slack", oneOf(Set.of("email", "slack"))),
            "to",
                    required(
                            "say who is told: owner, or an address of the channel",
                            text(ADDRESS, "must be owner, or an address of the channel"))));

    private static final Shape OVERSIGHT = object(Map.of(
            "sample", optional(number(0, 1)),
            "loosen",
                    optional(object(Map.of(
                            "unchanged", required("say from which unchanged-approval rate", number(0, 1)),
                            "weeks", required("say over how many weeks", wholeNumber(1)),
                            "volume", required("say over how many reviews", wholeNumber(1))))),
            "tighten",
                    optional(object(Map.of(
                            "escapes", required("say from which escape rate", number(0, 1)),
                            "unchanged", required("say below which unchanged-approval rate", number(0, 1)),
                            "window", required("say within which time", duration())))),
            "minutesByHand", optional(number(0, Double.MAX_VALUE))));

    private static final String NO_CHANNEL = "name at least one channel: nobody would be told of a review";

    static final Shape DOCUMENT = object(Map.ofEntries(
            Map.entry(
                    "process",
                    required("name the process", text(PROCESS, "must be 1 to 63 small letters, digits and hyphens"))),
            Map.entry("title", required("give the process a title", text())),
            Map.entry("accountable", required("name the person who is accountable for the process", person())),
            Map.entry(
                    "impact",
                    required(
                            "say what an error would touch: internal, customer, financial, regulatory or safety",
                            oneOf(Set.of("internal", "customer", "financial", "regulatory", "safety")))),
            Map.entry("decidesAboutPersons", optional(flag())),
            Map.entry("basis", optional(text())),
            Map.entry(
                    "agents",
                    required(
                            "name the agents that may propose here",
                            someOf("name the agents that may propose here", text()))),
            Map.entry(
                    "actions",
                    required(
                            "name at least one type of action",
                            atMost(
                                    MAX_ACTIONS,
                                    "types of action",
                                    mapOf(NAME, NAME_SENTENCE, "name at least one type of action", ACTION)))),
            Map.entry("patterns", optional(PATTERN_SETTINGS)),
            Map.entry("limits", optional(atMost(MAX_LIMITS, "limits", listOf(LIMIT)))),
            Map.entry("review", required("say who reviews: owner and fallback", REVIEW)),
            Map.entry("sla", required("say by when a review is decided: pickUp, decide and onExpiry", SLA)),
            Map.entry("notify", required(NO_CHANNEL, someOf(NO_CHANNEL, NOTIFY))),
            Map.entry("oversight", optional(OVERSIGHT)),
            Map.entry("retention", optional(object(Map.of("content", optional(duration())))))));

    private PolicyShape() {}

    /** Whether a document has no more of anything than is taken. */
    static boolean isBounded(JsonNode policy) {
        return policy.path("actions").size() <= MAX_ACTIONS
                && policy.at("/patterns/exception-escalation/signals").size() <= MAX_SIGNALS
                && policy.path("limits").size() <= MAX_LIMITS;
    }

    private static Map<String, Shape.Field> with(Map<String, Shape.Field> fields, String name, Shape.Field field) {
        Map<String, Shape.Field> all = new HashMap<>(fields);
        all.put(name, field);
        return Map.copyOf(all);
    }
}
