package dev.countersign.policy.difference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.policy.Given;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One change at a time, in both directions. */
class DifferenceTest {

    private static final String BASE = """
            {"process": "refunds", "title": "Refunds", "accountable": "person:grace", "impact": "customer",
             "decidesAboutPersons": false, "agents": ["refund-agent"],
             "actions": {
               "refund": {"patterns": ["confidence-gated", "exception-escalation"], "reversible": true,
                          "costOfError": "low", "show": "record", "effect": "'Pay'",
                          "schema": {"type": "object", "maxProperties": 5, "properties": {"kind": {"const": {"title": "x"}}}}},
               "note": {"patterns": ["autonomous"], "reversible": true, "costOfError": "low"},
               "letter": {"patterns": ["review-before-send"], "reversible": true, "costOfError": "low"}},
             "patterns": {
               "confidence-gated": {"threshold": 0.9, "fields": ["amount", "target"]},
               "exception-escalation": {"signals": {
                   "complaint": {"when": "signals.exists(s, s == 'complaint')", "owner": "team:care", "urgency": "high"},
                   "large": {"when": "action.payload.amount > 1000"}}},
               "autonomous": {"report": "r-1"}},
             "limits": [{"name": "hourly", "per": "PT1H", "count": 100, "then": "review"},
                        {"name": "paid", "per": "P1D", "sum": "action.payload.amount", "max": 5000, "then": "block"}],
             "review": {"owner": "case.attributes.owner", "fallback": "team:desk", "approvals": "2",
                        "requires": ["sources", "case"], "rejectReasons": ["wrong"], "freshFor": "PT2H"},
             "sla": {"calendar": {"zone": "Europe/Madrid", "hours": "MON-FRI 09:00-18:00"}, "pickUp": "PT15M",
                     "decide": "PT4H", "steps": [{"at": "PT10M", "remind": "owner"}], "onExpiry": "reject"},
             "notify": [{"channel": "email", "to": "owner"}, {"channel": "slack", "to": "#desk"}],
             "oversight": {"sample": 0.05, "loosen": {"unchanged": 0.95, "weeks": 4, "volume": 200},
                           "tighten": {"escapes": 0.02, "unchanged": 0.8, "window": "P7D"}, "minutesByHand": 8},
             "retention": {"content": "P180D"}}
            """;

    private static ObjectNode base() {
        return (ObjectNode) Given.json(BASE);
    }

    /** The document with values put in places; {@code -} takes out. Pairs are separated by semicolons. */
    private static ObjectNode with(String changes) {
        ObjectNode policy = base();
        Stream.of(changes.split(";")).forEach(change -> {
            String[] pair = change.strip().split(" = ", 2);
            put(policy, pair[0].strip(), pair[1].strip());
        });
        return policy;
    }

    private static void put(ObjectNode policy, String pointer, String value) {
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = policy.at(pointer.substring(0, slash));
        String name = pointer.substring(slash + 1);
        if (parent instanceof ObjectNode object && value.equals("-")) {
            object.remove(name);
        } else {
            ((ObjectNode) parent).set(name, Given.json(value));
        }
    }

    private static PolicyDocument document(JsonNode policy) {
        return Json.mapper().convertValue(policy, PolicyDocument.class);
    }

    private static Difference between(JsonNode before, JsonNode after) {
        return Difference.between(document(before), document(after));
    }

    /** The strongest effect of all changes. */
    private static String effect(Difference difference) {
        if (difference.loosens()) {
            return "looser";
        }
        boolean tightens = difference.changes().stream().anyMatch(change -> change.effect() == Effect.TIGHTER);
        return tightens ? "tighter" : "neutral";
    }

    @ParameterizedTest(name = "{0}: {1}, back: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Whether an action may be proposed, and how it is supervised.
                "/actions/extra = {\"patterns\": [\"confidence-gated\"], \"reversible\": true, \"costOfError\": \"low\"} | looser | tighter",
                "/actions/extra = {\"patterns\": [\"review-before-send\"], \"reversible\": true, \"costOfError\": \"low\"} | neutral | tighter",
                "/actions/letter/patterns = [\"confidence-gated\"] | looser | tighter",
                "/actions/letter/patterns = [\"review-before-send\", \"confidence-gated\"] | neutral | neutral",
                "/actions/letter/patterns = [\"review-before-send\", \"autonomous\"] | neutral | neutral",
                "/actions/refund/patterns = [\"confidence-gated\"] | looser | tighter",
                "/actions/refund/patterns = [\"exception-escalation\", \"confidence-gated\"] | same | same",
                "/actions/refund/patterns = [\"confidence-gated\", \"exception-escalation\", \"review-before-send\"] | tighter | looser",
                "/actions/refund/patterns = [\"confidence-gated\", \"exception-escalation\", \"autonomous\"] | looser | tighter",
                "/actions/refund/patterns = [\"autonomous\"] | looser | tighter",
                "/actions/refund/reversible = false | tighter | looser",
                "/actions/refund/costOfError = \"high\" | tighter | looser",
                "/actions/refund/show = \"message\" | neutral | neutral",
                "/actions/refund/effect = \"'Give back'\" | neutral | neutral",
                "/actions/refund/effect = - | neutral | neutral",
                "/actions/refund/schema = - | looser | tighter",
                "/actions/refund/schema = {\"type\": \"object\"} | looser | looser",
                "/actions/refund/schema = {\"type\": \"object\", \"maxProperties\": 5.0, \"properties\": {\"kind\": {\"const\": {\"title\": \"x\"}}}} | same | same",
                "/actions/refund/schema = {\"description\": \"d\", \"type\": \"object\", \"maxProperties\": 5, \"properties\": {\"kind\": {\"const\": {\"title\": \"x\"}, \"title\": \"Kind\"}}} | neutral | neutral",
                "/actions/refund/schema = {\"type\": \"object\", \"maxProperties\": 5, \"properties\": {\"kind\": {\"const\": {\"title\": \"y\"}}}} | looser | looser",
                "/agents = [\"refund-agent\", \"other\"] | looser | tighter",
                // Patterns.
                "/patterns/confidence-gated/threshold = 0.8 | looser | tighter",
                "/patterns/confidence-gated/threshold = 0.90 | same | same",
                "/patterns/confidence-gated/fields = [\"amount\"] | looser | tighter",
                "/patterns/confidence-gated/fields = [] | looser | looser",
                "/patterns/exception-escalation/signals/large = - | looser | tighter",
                "/patterns/exception-escalation/signals/large/when = \"action.payload.amount > 2000\" | looser | looser",
                "/patterns/exception-escalation/signals/complaint/owner = \"team:desk\" | neutral | neutral",
                "/patterns/exception-escalation/signals/complaint/owner = - | neutral | neutral",
                "/patterns/exception-escalation/signals/complaint/urgency = \"normal\" | neutral | neutral",
                "/patterns/exception-escalation/signals/complaint/actions = [\"refund\"] | looser | tighter",
                "/patterns/confidence-gated/actions = {\"refund\": {\"threshold\": 0.99}} | looser | looser",
                "/limits/0/actions = [\"refund\"] | looser | tighter",
                "/patterns/autonomous/report = \"r-2\" | looser | looser",
                // Limits.
                "/limits = [] | looser | tighter",
                "/limits = [{\"name\":\"paid\",\"per\":\"P1D\",\"sum\":\"action.payload.amount\",\"max\":5000.0,\"then\":\"block\"}, {\"name\":\"hourly\",\"per\":\"PT60M\",\"count\":100,\"then\":\"review\"}] | same | same",
                "/limits = [{\"name\":\"paid\",\"per\":\"P1D\",\"sum\":\"action.payload.amount\",\"max\":6000,\"then\":\"block\"}, {\"name\":\"hourly\",\"per\":\"PT1H\",\"count\":100,\"then\":\"review\"}] | looser | tighter",
                "/limits = [{\"name\":\"paid\",\"per\":\"P1D\",\"sum\":\"action.payload.amount\",\"max\":5000,\"then\":\"review\"}, {\"name\":\"hourly\",\"per\":\"PT1H\",\"count\":100,\"then\":\"review\"}] | looser | tighter",
                "/limits = [{\"name\":\"paid\",\"per\":\"P1D\",\"sum\":\"0\",\"max\":5000,\"then\":\"block\"}, {\"name\":\"hourly\",\"per\":\"PT1H\",\"count\":100,\"then\":\"review\"}] | looser | looser",
                "/limits = [{\"name\":\"paid\",\"per\":\"P1D\",\"count\":5000,\"then\":\"block\"}, {\"name\":\"hourly\",\"per\":\"PT1H\",\"count\":100,\"then\":\"review\"}] | looser | looser",
                "/limits = [{\"name\":\"paid\",\"per\":\"P1D\",\"sum\":\"action.payload.amount\",\"max\":5000,\"then\":\"block\"}, {\"name\":\"hourly\",\"per\":\"PT1H\",\"count\":101,\"then\":\"review\"}] | looser | tighter",
                "/limits = [{\"name\":\"paid\",\"per\":\"P1D\",\"sum\":\"action.payload.amount\",\"max\":5000,\"then\":\"block\"}, {\"name\":\"hourly\",\"per\":\"PT30M\",\"count\":100,\"then\":\"review\"}] | looser | tighter",
                // Who reviews, with what.
                "/review/owner = \"'person:tom'\" | neutral | neutral",
                "/review/fallback = \"team:care\" | neutral | neutral",
                "/review/approvals = \"1\" | looser | tighter",
                "/review/approvals = - | looser | tighter",
                "/review/approvals = \"action.type == 'refund' ? 2 : 1\" | looser | looser",
                "/review/requires = [\"case\"] | looser | tighter",
                "/review/rejectReasons = [\"wrong\", \"late\"] | neutral | neutral",
                "/review/freshFor = \"PT4H\" | looser | tighter",
                "/review/freshFor = - | looser | tighter",
                "/review/readingTime = \"PT20S\" | tighter | looser",
                "/review/readingTime = \"PT40S\"; /review/freshFor = \"PT2H\" | tighter | looser",
                "/review/reasonWhen = \"action.payload.amount > 500\" | tighter | looser",
                // Time, as long as it being up ends in a rejection, and where it does not.
                "/sla/onExpiry = \"escalate\" | neutral | neutral",
                "/sla/onExpiry = \"proceed\" | looser | tighter",
                "/sla/decide = \"PT2H\" | neutral | neutral",
                "/sla/calendar = - | neutral | neutral",
                "/sla/steps = [] | neutral | neutral",
                "/notify = [{\"channel\": \"email\", \"to\": \"owner\"}] | neutral | neutral",
                // After the fact, and what it all rests on.
                "/oversight/sample = 0.01 | looser | tighter",
                "/oversight/loosen/weeks = 2 | looser | tighter",
                "/oversight/loosen = - | tighter | looser",
                "/oversight/tighten = - | looser | tighter",
                "/oversight/tighten/escapes = 0.1 | looser | tighter",
                "/oversight/tighten/unchanged = 0.5 | looser | tighter",
                "/oversight/tighten/window = \"P14D\" | looser | looser",
                "/oversight/minutesByHand = 9 | neutral | neutral",
                "/retention/content = - | neutral | neutral",
                "/title = \"Other\" | neutral | neutral",
                "/accountable = \"person:hugo\" | neutral | neutral",
                "/impact = \"internal\" | neutral | neutral",
                "/impact = \"financial\" | tighter | looser",
                "/decidesAboutPersons = true | tighter | looser",
                "/basis = \"contract\" | neutral | tighter",
            })
    void aChangeLoosensTightensOrNeither(String change, String there, String back) {
        Difference forth = between(base(), with(change));
        Difference reverse = between(with(change), base());

        assertThat(forth.isEmpty() ? "same" : effect(forth))
                .as("%s", forth.changes())
                .isEqualTo(there);
        assertThat(reverse.isEmpty() ? "same" : effect(reverse))
                .as("%s", reverse.changes())
                .isEqualTo(back);
    }

    @ParameterizedTest(name = "while time being up lets it go: {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/sla/decide = \"PT2H\" | looser | tighter",
                "/sla/pickUp = \"PT1H\" | looser | tighter",
                "/sla/calendar = - | looser | tighter",
                "/sla/calendar/hours = \"MON-SUN 09:00-18:00\" | looser | looser",
                "/sla/steps = [] | looser | tighter",
                "/notify = [{\"channel\": \"email\", \"to\": \"owner\"}] | looser | tighter",
                "/review/owner = \"'person:tom'\" | looser | looser",
                "/review/fallback = \"team:care\" | looser | looser",
                "/accountable = \"person:hugo\" | looser | looser",
                "/actions/extra = {\"patterns\": [\"review-before-send\"], \"reversible\": true, \"costOfError\": \"low\"} | looser | tighter",
            })
    void whereTimeBeingUpLetsAnActionGoLessTimeAndFewerWhoAreToldAreLooser(String change, String there, String back) {
        String proceed = "/sla/onExpiry = \"proceed\"; ";
        JsonNode before = with(proceed.replace("; ", ""));

        assertThat(effect(between(before, with(proceed + change)))).isEqualTo(there);
        assertThat(effect(between(with(proceed + change), before))).isEqualTo(back);
    }

    @Test
    void whereNothingIsSaidOnePersonApproves() {
        String one = "/review/approvals = \"1\"";

        assertThat(effect(between(with("/review/approvals = -"), with(one)))).isEqualTo("neutral");
        assertThat(effect(between(with(one), with("/review/approvals = -")))).isEqualTo("neutral");
    }

    @Test
    void ofTwoThatAreAlikeOneCanBeTakenOut() {
        String step = "{\"at\": \"PT10M\", \"remind\": \"owner\"}";

        Difference difference = between(with("/sla/steps = [" + step + ", " + step + "]"), base());

        assertThat(difference.changes())
                .extracting(Change::sentence)
                .containsExactly("a reminder after 10 minutes is taken out");
    }

    @Test
    void settingsThatDecideAboutNoActionMeanNothing() {
        String reviewed =
                "/actions/refund/patterns = [\"review-before-send\", \"confidence-gated\", \"exception-escalation\"]";

        Difference difference = between(
                with(reviewed),
                with(reviewed + "; /patterns/confidence-gated/threshold = 0.1;"
                        + " /patterns/exception-escalation/signals/large = -"));

        assertThat(difference.changes())
                .hasSize(2)
                .allSatisfy(change -> assertThat(change.effect()).isEqualTo(Effect.NEUTRAL));
    }

    @Test
    void anotherAgentOfAProcessInWhichAPersonSeesEverythingIsNotLooser() {
        String reviewed = "/actions = {\"letter\": {\"patterns\": [\"review-before-send\"], \"reversible\": true,"
                + " \"costOfError\": \"low\"}}";

        Difference difference = between(with(reviewed), with(reviewed + "; /agents = [\"refund-agent\", \"other\"]"));

        assertThat(effect(difference)).isEqualTo("neutral");
        assertThat(difference.changes().getFirst().sentence())
                .isEqualTo("the agent other may propose here; all of it goes to a person");
    }

    @Test
    void whatTightensElsewhereDoesNotMakeUpForWhatLoosens() {
        Difference difference =
                between(base(), with("/patterns/confidence-gated/threshold = 0.5; /actions/letter = -; /limits = []"));

        assertThat(difference.loosens()).isTrue();
        assertThat(difference.loosening())
                .containsExactlyInAnyOrder(
                        "the confidence threshold falls from 0.9 to 0.5: fewer actions go to a person",
                        "the limit hourly no longer holds",
                        "the limit paid no longer holds");
    }

    @Test
    void aFieldThatNobodyHasSaidTheMeaningOfCountsAsLooser() {
        ObjectNode before = Json.mapper().valueToTree(document(base()));
        ObjectNode after = before.deepCopy();
        ((ObjectNode) after.get("review")).put("quietly", true);

        assertThat(Difference.between(before, after).changes())
                .extracting(Change::path, Change::change, Change::effect)
                .containsExactly(tuple("/review/quietly", Change.Kind.ADDED, Effect.LOOSER));
        assertThat(Difference.between(after, before).loosens()).isTrue();
    }

    @Test
    void eachChangeSaysWhereWhatAndWhy() {
        Difference difference = between(
                base(),
                with("/sla/decide = \"PT36H\"; /agents = [\"other\"]; /patterns/confidence-gated/threshold = 0.95"));

        assertThat(difference.changes())
                .extracting(
                        Change::path, change -> text(change.before()), change -> text(change.after()), Change::sentence)
                .containsExactly(
                        tuple("/agents/0", "refund-agent", "-", "the agent refund-agent may no longer propose here"),
                        tuple(
                                "/agents/0",
                                "-",
                                "other",
                                "the agent other may propose here, and not everything goes to a person"),
                        tuple(
                                "/patterns/confidence-gated/threshold",
                                "0.9",
                                "0.95",
                                "the confidence threshold rises from 0.9 to 0.95: more actions go to a person"),
                        tuple("/sla/decide", "PT4H", "PT36H", "it must be decided within 36 hours instead of 4 hours"));
    }

    @ParameterizedTest(name = "with both asked for: {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/review/readingTime = \"PT10S\" | looser | an approval is taken after 10 seconds of reading instead of 20 seconds",
                "/review/readingTime = \"PT1M\" | tighter | an approval is taken after 1 minute of reading instead of 20 seconds",
                "/review/readingTime = - | looser | an approval need not wait until there was time to read",
                "/review/reasonWhen = \"false\" | looser | which approvals need a sentence of reason is said otherwise: whether fewer do cannot be told",
                "/review/reasonWhen = - | looser | no approval needs a sentence of reason any more",
            })
    void lessReadingOrReasonIsLooser(String change, String expected, String sentence) {
        String asked = "/review/readingTime = \"PT20S\"; /review/reasonWhen = \"true\"";

        Difference difference = between(with(asked), with(asked + "; " + change));

        assertThat(effect(difference)).isEqualTo(expected);
        assertThat(difference.changes()).extracting(Change::sentence).containsExactly(sentence);
    }

    private static String text(@Nullable JsonNode node) {
        return node == null ? "-" : node.asText();
    }

    @Test
    void sentencesAreForPeople() {
        String all = Stream.of(
                        "/actions/letter/patterns = [\"confidence-gated\"]",
                        "/actions/refund/reversible = false",
                        "/review/approvals = \"1\"",
                        "/review/requires = [\"case\"]",
                        "/review/freshFor = -",
                        "/review/readingTime = \"PT20S\"",
                        "/review/reasonWhen = \"true\"",
                        "/sla/onExpiry = \"proceed\"",
                        "/sla/steps = [{\"at\": \"PT90M\", \"escalate\": \"team:leads\"}]",
                        "/oversight/sample = 0",
                        "/retention/content = -",
                        "/impact = \"safety\"",
                        "/notify = [{\"channel\": \"email\", \"to\": \"owner\"}]",
                        "/limits = [{\"name\":\"hourly\",\"per\":\"P1D\",\"count\":100,\"then\":\"block\"}]")
                .flatMap(change -> between(base(), with(change)).changes().stream())
                .map(Change::sentence)
                .reduce("", (one, other) -> one + "\n" + other);

        assertThat(Arrays.asList(all.strip().split("\n")))
                .containsExactly(
                        "not every letter is reviewed any more before it takes effect",
                        "letter is gated by the agent's confidence",
                        "refund counts as something that cannot be undone",
                        "1 person must approve instead of 2",
                        "a proposal need not bring its sources any more: a person would decide without",
                        "a decision never grows too old for its release",
                        "an approval is taken after 20 seconds of reading",
                        "some approvals need a sentence of reason",
                        "what nobody decides in time proceeds without a person instead of being rejected",
                        "a reminder after 10 minutes is taken out",
                        "a step up to team:leads after 90 minutes is added",
                        "the share that is read in samples afterwards falls from 0.05 to 0",
                        "content is kept for good instead of 180 days",
                        "an error touches what is safety instead of customer: a person must look at every action",
                        "#desk is no longer told by slack",
                        "the limit hourly counts within 1 day instead of 1 hour",
                        "what is past the limit hourly is blocked instead of reviewed",
                        "the limit paid no longer holds");
    }
}
