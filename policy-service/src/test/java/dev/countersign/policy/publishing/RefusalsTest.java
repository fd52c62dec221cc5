package dev.countersign.policy.publishing;

import static dev.countersign.policy.Given.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.policy.Given;
import dev.countersign.problems.Violation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way of supervising too little is refused with the path of the field and a sentence, and with nothing else. */
class RefusalsTest {

    private static final String NO_PATTERN = """
            {"/actions/refund/patterns": null}      | /actions/refund/patterns | choose at least one pattern: there is no default
            {"/actions/refund/patterns": []}        | /actions/refund/patterns | choose at least one pattern: there is no default
            """;

    private static final String NO_END_OF_THE_LOOP = """
            {"/review/owner": null}                 | /review/owner    | say who owns a review: nobody would decide it
            {"/review/fallback": null}              | /review/fallback | say who owns a review whose owner cannot be found
            {"/review": null}                       | /review          | say who reviews: owner and fallback
            {"/notify": null}                       | /notify          | name at least one channel: nobody would be told of a review
            {"/notify": []}                         | /notify          | name at least one channel: nobody would be told of a review
            {"/notify": [{"to": "owner"}]}          | /notify/0/channel | name the channel: email or slack
            {"/notify": [{"channel": "email"}]}     | /notify/0/to     | say who is told: owner, or an address of the channel
            {"/sla/pickUp": null}                   | /sla/pickUp      | say by when somebody must be on it
            {"/sla/decide": null}                   | /sla/decide      | say by when it must be decided
            {"/sla/onExpiry": null}                 | /sla/onExpiry    | say what happens when nobody decides in time: reject, escalate or proceed
            {"/sla": null}                          | /sla             | say by when a review is decided: pickUp, decide and onExpiry
            """;

    private static final String WITHOUT_A_PERSON_WHERE_ONE_MUST_LOOK = """
            {"/impact": "financial"}                | /actions/refund/patterns | the impact is financial: no action may go without a person, so add review-before-send
            {"/impact": "regulatory"}               | /actions/refund/patterns | the impact is regulatory: no action may go without a person, so add review-before-send
            {"/impact": "safety"}                   | /actions/refund/patterns | the impact is safety: no action may go without a person, so add review-before-send
            {"/decidesAboutPersons": true}          | /actions/refund/patterns | the process decides about persons and no legal basis is recorded: no action may go without a person, so add review-before-send
            {"/impact": "financial", "/basis": "consent", "/decidesAboutPersons": true} | /actions/refund/patterns | the impact is financial: no action may go without a person, so add review-before-send
            {"/impact": "safety", "/actions/refund/patterns": ["autonomous"], "/patterns/autonomous": {"report": "r-1"}, "/oversight": {"sample": 1}} | /actions/refund/patterns | the impact is safety: no action may go without a person, so add review-before-send
            {"/impact": "financial", "/actions/refund/patterns": ["review-before-send"], "/actions/message": null, "/sla/onExpiry": "proceed"} | /sla/onExpiry | the impact is financial: no action may go without a person, not even when time is up
            {"/decidesAboutPersons": true, "/actions/refund/patterns": ["review-before-send"], "/actions/message": null, "/sla/onExpiry": "proceed"} | /sla/onExpiry | the process decides about persons and no legal basis is recorded: no action may go without a person, not even when time is up
            """;

    private static final String BY_ITSELF_THOUGH_IT_IS_COSTLY = """
            {"/sla/onExpiry": "proceed"}            | /sla/onExpiry | must not be proceed: an error of message cannot be undone
            {"/actions/message": null, "/actions/refund/costOfError": "medium", "/sla/onExpiry": "proceed"} | /sla/onExpiry | must not be proceed: an error of refund costs more than low (medium)
            {"/actions/message": null, "/actions/refund/costOfError": "high", "/sla/onExpiry": "proceed"}   | /sla/onExpiry | must not be proceed: an error of refund costs more than low (high)
            {"/actions/message/patterns": ["autonomous"], "/patterns/autonomous": {"report": "r-1"}, "/oversight": {"sample": 0.1}} | /actions/message/patterns | must not hold autonomous: an error of message cannot be undone
            {"/actions/refund/patterns": ["autonomous"], "/actions/refund/costOfError": "medium", "/patterns/autonomous": {"report": "r-1"}, "/oversight": {"sample": 0.1}} | /actions/refund/patterns | must not hold autonomous: an error of refund costs more than low (medium)
            {"/actions/refund/patterns": ["autonomous"], "/actions/refund/costOfError": "high", "/patterns/autonomous": {"report": "r-1"}, "/oversight": {"sample": 0.1}}   | /actions/refund/patterns | must not hold autonomous: an error of refund costs more than low (high)
            """;

    private static final String AUTONOMOUS_THOUGH_NOT_EARNED = """
            {"/actions/refund/patterns": ["autonomous"], "/patterns/autonomous": {"report": "r-1"}} | /oversight/sample | must be above 0: what is autonomous is read by a person in samples
            {"/actions/refund/patterns": ["autonomous"], "/patterns/autonomous": {"report": "r-1"}, "/oversight": {"sample": 0}} | /oversight/sample | must be above 0: what is autonomous is read by a person in samples
            {"/actions/refund/patterns": ["autonomous"], "/oversight": {"sample": 0.1}} | /patterns/autonomous | an action is autonomous: name the favourable autonomy report that this rests on
            {"/actions/refund/patterns": ["autonomous"], "/patterns/autonomous": {}, "/oversight": {"sample": 0.1}} | /patterns/autonomous/report | name the favourable autonomy report that this rests on
            {"/actions/refund/patterns": ["autonomous"], "/patterns/autonomous": {"report": " "}, "/oversight": {"sample": 0.1}} | /patterns/autonomous/report | must be a text
            """;

    private static final String NO_EXPRESSION = """
            {"/review/owner": "case.owner"}         | /review/owner     | line 1, column 5: there is no field 'owner' here
            {"/review/owner": "1 + 1"}              | /review/owner     | line 1, column 1: must yield a principal or a list of principals, but yields a whole number
            {"/review/owner": 5}                    | /review/owner     | must be an expression that yields a principal or a list of principals, written as a text
            {"/review/approvals": "'two'"}          | /review/approvals | line 1, column 1: must yield a whole number, but yields a text
            {"/review/approvals": "action.payload.total > 5 ? 2 : 1"} | /review/approvals | line 1, column 15: for refund: there is no field 'total' here
            {"/actions/refund/effect": "action.typo"} | /actions/refund/effect | line 1, column 7: there is no field 'typo' here
            {"/actions/refund/effect": "'Pay ' + action.payload.amuont"} | /actions/refund/effect | line 1, column 24: there is no field 'amuont' here; did you mean 'amount'?
            {"/actions/refund/effect": "'Pay ' + action.payload.amount"} | /actions/refund/effect | line 1, column 8: '+' cannot be applied to string, double
            {"/actions/refund/effect": "'Pay ' +"}  | /actions/refund/effect | line 1, column 9: the expression ends too early
            {"/patterns/exception-escalation/signals/large/when": "action.type"} | /patterns/exception-escalation/signals/large/when | line 1, column 1: must yield true or false, but yields a text
            {"/patterns/exception-escalation/signals/large/when": "action.payload.amuont > 1000"} | /patterns/exception-escalation/signals/large/when | line 1, column 15: there is no field 'amuont' here; did you mean 'amount'?
            {"/patterns/exception-escalation/signals/large/when": "has(action.payload.txet)"} | /patterns/exception-escalation/signals/large/when | line 1, column 4: there is no field 'txet' here; did you mean 'text'?
            {"/patterns/exception-escalation/signals/large/when": "action.payload.lines.exists(l, l.sku > 3)\\n&& action.payload.text > 3"} | /patterns/exception-escalation/signals/large/when | line 2, column 24: '>' cannot be applied to string, int
            {"/patterns/exception-escalation/signals/large/when": "action.type == 'refnud' && confidence < 0.5"} | /patterns/exception-escalation/signals/large/when | can never fire: it is about no type of action that it is asked about
            {"/limits": [{"name": "a", "per": "PT1H", "sum": "action.payload.text", "max": 5, "then": "block", "actions": ["refund"]}]} | /limits/0/sum | line 1, column 1: must yield a number, but yields a text
            {"/actions/note": {"patterns": ["review-before-send"], "reversible": true, "costOfError": "low", "schema": {"properties": {"text": {"type": "string"}}, "additionalProperties": false}}, "/limits": [{"name": "a", "per": "PT1H", "sum": "action.payload.amount", "max": 5, "then": "block"}]} | /limits/0/sum | line 1, column 15: for note: there is no field 'amount' here
            """;

    private static final String NO_PRINCIPAL = """
            {"/review/owner": "team:bookings"}      | /review/owner    | is an expression: write the principal in quotes of its own, "'team:bookings'"
            {"/review/owner": "'bookings'"}         | /review/owner    | 'bookings' is no principal; write person:<id> or team:<id>
            {"/review/owner": "['team:a', 'b']"}    | /review/owner    | 'b' is no principal; write person:<id> or team:<id>
            {"/review/fallback": "bookings"}        | /review/fallback | is no principal; write person:<id> or team:<id>
            {"/accountable": "team:ops"}            | /accountable     | must be a person: write person:<id>
            {"/accountable": null}                  | /accountable     | name the person who is accountable for the process
            {"/patterns/exception-escalation/signals/large/owner": "ops"}  | /patterns/exception-escalation/signals/large/owner | is no principal; write person:<id> or team:<id>
            {"/sla/steps": [{"at": "PT1H", "escalate": "leads"}]}          | /sla/steps/0/escalate | is no principal; write person:<id> or team:<id>
            """;

    private static final String A_RULE_THAT_NEVER_SPEAKS = """
            {"/limits": [{"name": "a", "per": "PT1H", "count": 5, "then": "block", "actions": ["refnud"]}]} | /limits/0/actions/0 | "refnud" is not known here; did you mean "refund"?
            {"/limits": [{"name": "a", "per": "PT1H", "count": 5, "then": "block", "actions": []}]} | /limits/0/actions | name at least one type of action, or leave it out: it is about all of them then
            {"/patterns/exception-escalation/signals/large/actions": ["refund", "message"]} | /patterns/exception-escalation/signals/large/actions/1 | message is not asked for signals: add exception-escalation to its patterns
            {"/patterns/confidence-gated/actions": {"message": {"threshold": 0.5}}} | /patterns/confidence-gated/actions/message | message is not asked for confidence: add confidence-gated to its patterns
            {"/patterns/confidence-gated/actions": {"refnud": {"threshold": 0.5}}}  | /patterns/confidence-gated/actions/refnud | "refnud" is not known here; did you mean "refund"?
            {"/patterns/confidence-gated/actions": {"refund": {"threshold": 5}}}    | /patterns/confidence-gated/actions/refund/threshold | must be a number between 0 and 1
            """;

    private static final String A_SCHEMA_WITHOUT_END = """
            {"/actions/refund/schema": {"$ref": "#"}} | /actions/refund/schema | refers to itself, or on and on, without going into the value
            {"/actions/refund/schema": {"$defs": {"a": {"allOf": [{"$ref": "#/$defs/b"}]}, "b": {"not": {"$ref": "#/$defs/a"}}}}} | /actions/refund/schema | refers to itself, or on and on, without going into the value
            {"/actions/refund/schema": {"$anchor": "x", "anyOf": [{"$dynamicRef": "#x"}]}} | /actions/refund/schema | refers to itself, or on and on, without going into the value
            {"/actions/refund/schema": {"maximum": 1e400}} | /actions/refund/schema/maximum | is a number that is too large to be read
            {"/actions/refund/schema": {"multipleOf": 1e-400000000}} | /actions/refund/schema/multipleOf | is a number that not every system reads alike; send it as a text, or with fewer digits
            """;

    private static final String A_NUMBER_THAT_NOBODY_CAN_WRITE_OUT = """
            {"/limits": [{"name": "a", "per": "PT1H", "sum": "1", "max": 1e-400000000, "then": "block"}]} | /limits/0/max | must be a number of at least 0
            {"/limits": [{"name": "a", "per": "PT1H", "sum": "1", "max": 1e400, "then": "block"}]} | /limits/0/max | must be a number of at least 0
            {"/limits": [{"name": "a", "per": "PT1H", "count": 99999999999, "then": "block"}]} | /limits/0/count | must be a whole number of at least 0
            {"/patterns/confidence-gated/threshold": 1e400} | /patterns/confidence-gated/threshold | must be a number between 0 and 1
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock = NO_PATTERN
                    + NO_END_OF_THE_LOOP
                    + WITHOUT_A_PERSON_WHERE_ONE_MUST_LOOK
                    + BY_ITSELF_THOUGH_IT_IS_COSTLY
                    + AUTONOMOUS_THOUGH_NOT_EARNED
                    + NO_EXPRESSION
                    + NO_PRINCIPAL
                    + A_RULE_THAT_NEVER_SPEAKS
                    + A_SCHEMA_WITHOUT_END
                    + A_NUMBER_THAT_NOBODY_CAN_WRITE_OUT)
    void isRefusedWithThePathAndASentenceAndNothingElse(String changes, String pointer, String sentence) {
        assertThat(PolicyCheck.check(changed(changes))).containsExactly(new Violation(pointer, sentence));
    }

    private static JsonNode changed(String changes) {
        ObjectNode policy = Given.policy("refunds");
        json(changes).properties().forEach(change -> {
            int slash = change.getKey().lastIndexOf('/');
            ObjectNode parent = (ObjectNode) policy.at(change.getKey().substring(0, slash));
            String name = change.getKey().substring(slash + 1);
            if (change.getValue().isNull()) {
                parent.remove(name);
            } else {
                parent.set(name, change.getValue());
            }
        });
        return policy;
    }
}
