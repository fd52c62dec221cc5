package dev.countersign.policy.publishing;

import static dev.countersign.policy.Given.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.policy.Given;
import dev.countersign.problems.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyCheckTest {

    private static final String REMOVE = "-";

    /** The policy with the value at one place replaced, added or removed. */
    private static JsonNode with(String pointer, String value) {
        ObjectNode policy = Given.policy("refunds");
        change(policy, pointer, value);
        return policy;
    }

    private static void change(ObjectNode policy, String pointer, String value) {
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = policy.at(pointer.substring(0, slash));
        String name = pointer.substring(slash + 1);
        if (parent instanceof ArrayNode array) {
            array.insert(Integer.parseInt(name), json(value));
        } else if (value.equals(REMOVE)) {
            ((ObjectNode) parent).remove(name);
        } else {
            ((ObjectNode) parent).set(name, json(value));
        }
    }

    @Test
    void aSoundPolicyHasNothingWrong() {
        assertThat(PolicyCheck.check(Given.policy("refunds"))).isEmpty();
    }

    @Test
    void readingLeavesTimeToDecide() {
        ObjectNode policy = (ObjectNode) Given.policy("refunds");
        ObjectNode sla = (ObjectNode) policy.path("sla");
        sla.put("decide", "PT10M").put("pickUp", "PT5M").remove("steps");
        ObjectNode review = (ObjectNode) policy.path("review");

        review.put("readingTime", "PT9M");
        assertThat(PolicyCheck.check(policy)).isEmpty();
        review.put("readingTime", "PT10M");
        assertThat(PolicyCheck.check(policy))
                .containsExactly(new Violation(
                        "/review/readingTime", "must be shorter than decide: nobody could approve in time"));
    }

    @Test
    void theContractsOwnSampleMayBePublished() throws IOException {
        try (InputStream sample = getClass().getResourceAsStream("/samples/policy.json")) {
            String text = new String(Objects.requireNonNull(sample).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(PolicyCheck.check(json(text))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "airline/policy.yaml",
                "demo/policies/guest-services.yaml",
                "demo/policies/hotel-review-replies.yaml",
                "demo/policies/invoice-classification.yaml",
                "demo/policies/sales-follow-up.yaml"
            })
    void everyExampleMayBePublished(String example) throws IOException {
        byte[] body = Files.readAllBytes(Path.of("..", "examples").resolve(example));

        assertThat(PolicyCheck.check(PolicySource.read(body, false))).isEmpty();
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Settings of chosen patterns.
                "/patterns/confidence-gated | - | /patterns/confidence-gated | an action is confidence-gated: say below which threshold a person looks",
                "/patterns/exception-escalation | - | /patterns/exception-escalation | an action escalates exceptions: name the signals",
                "/patterns/confidence-gated/threshold | 1.5 | /patterns/confidence-gated/threshold | must be a number between 0 and 1",
                "/patterns/exception-escalation/signals | {} | /patterns/exception-escalation/signals | name at least one signal",
                // Limits and clocks.
                "/limits | `[{\"name\":\"a\",\"per\":\"PT1H\",\"then\":\"review\"}]` | /limits/0 | must have either a count, or a sum with its max",
                "/limits | `[{\"name\":\"a\",\"per\":\"PT1H\",\"count\":null,\"then\":\"review\"}]` | /limits/0 | must have either a count, or a sum with its max",
                "/limits | `[{\"name\":\"a\",\"per\":\"PT1H\",\"sum\":\"action.payload.amount\",\"then\":\"review\"}]` | /limits/0 | a sum and its max come together",
                "/limits | `[{\"name\":\"a\",\"per\":\"PT1H\",\"sum\":\"action.type\",\"max\":5,\"then\":\"review\"}]` | /limits/0/sum | line 1, column 1: must yield a number, but yields a text",
                "/limits | `[{\"name\":\"a\",\"per\":\"P1M\",\"count\":5,\"then\":\"review\"}]` | /limits/0/per | must be a duration in ISO 8601, longer than nothing: PT15M, PT4H, P1D",
                "/sla/pickUp | `\"PT5H\"` | /sla/pickUp | must not be later than decide",
                "/review/readingTime | `\"PT61M\"` | /review/readingTime | must be at most an hour: it is for reading, not for waiting",
                "/review/readingTime | `\"PT0S\"` | /review/readingTime | must be a duration in ISO 8601, longer than nothing: PT15M, PT4H, P1D",
                "/review/reasonWhen | `\"action.type\"` | /review/reasonWhen | line 1, column 1: must yield true or false, but yields a text",
                "/sla/decide | `\"soon\"` | /sla/decide | must be a duration in ISO 8601, longer than nothing: PT15M, PT4H, P1D",
                "/sla/decide | `\"PT0S\"` | /sla/decide | must be a duration in ISO 8601, longer than nothing: PT15M, PT4H, P1D",
                "/sla/steps | `[{\"at\":\"PT4H\",\"remind\":\"owner\"}]` | /sla/steps/0/at | must be earlier than decide: the review is over by then",
                "/sla/steps | `[{\"at\":\"PT1H\",\"remind\":null}]` | /sla/steps/0 | must either remind or escalate",
                "/sla/steps | `[{\"at\":\"PT1H\"}]` | /sla/steps/0 | must either remind or escalate",
                "/sla/calendar | `{\"zone\":\"Mars/Base\",\"hours\":\"MON-FRI 09:00-18:00\"}` | /sla/calendar/zone | is no time zone; write one such as Europe/Madrid",
                "/sla/calendar | `{\"zone\":\"Europe/Madrid\",\"hours\":\"9 to 5\"}` | /sla/calendar/hours | must be hours such as MON-FRI 09:00-18:00, several separated by commas",
                // Names, and what is not known.
                "/tittle | `\"x\"` | /tittle | \"tittle\" is not known here; did you mean \"title\"?",
                "/actions/refund/pattern | [] | /actions/refund/pattern | \"pattern\" is not known here; did you mean \"patterns\"?",
                "/actions/refund/patterns | `[\"confidence-gate\"]` | /actions/refund/patterns/0 | must be one of autonomous, confidence-gated, exception-escalation, review-before-send; did you mean \"confidence-gated\"?",
                "/actions/refund/reversible | `\"no\"` | /actions/refund/reversible | must be true or false",
                "/agents | [] | /agents | name the agents that may propose here",
                "/agents | `[\"a\",\"a\"]` | /agents/1 | is there twice",
                "/actions | {} | /actions | name at least one type of action",
                "/process | `\"Not A Name\"` | /process | must be 1 to 63 small letters, digits and hyphens",
                // The payload's schema.
                "/actions/refund/schema | `{\"type\":\"objekt\"}` | /actions/refund/schema/type | *",
                "/actions/refund/schema | `{\"$ref\":\"https://example.com/s.json\"}` | /actions/refund/schema/$ref | must point into this schema: nothing is fetched from elsewhere",
                "/actions/refund/schema | `{\"properties\":{\"a\":{\"$ref\":\"file:///etc/passwd\"}}}` | /actions/refund/schema/properties/a/$ref | must point into this schema: nothing is fetched from elsewhere",
                "/actions/refund/schema | 5 | /actions/refund/schema | must be a JSON Schema, as an object",
            })
    void refusesWithThePlaceAndASentence(String place, String value, String pointer, String sentence) {
        List<Violation> found = PolicyCheck.check(with(place, value));

        assertThat(found).extracting(Violation::pointer).contains(pointer);
        if (!sentence.equals("*")) {
            assertThat(found).contains(new Violation(pointer, sentence));
        }
    }

    @Test
    void aRecordedBasisAllowsDecidingAboutPersons() {
        ObjectNode policy = (ObjectNode) with("/decidesAboutPersons", "true");
        policy.put("basis", "Explicit consent, GDPR Art. 22(2)(c); register 2026-17");

        assertThat(PolicyCheck.check(policy)).isEmpty();
    }

    @Test
    void aBasisDoesNotExcuseAFinancialImpact() {
        ObjectNode policy = (ObjectNode) with("/impact", "\"financial\"");
        policy.put("basis", "consent");

        assertThat(PolicyCheck.check(policy)).isNotEmpty();
    }

    @Test
    void whereAPersonMustLookReviewBeforeSendIsEnoughAndExpiryMayNotProceed() {
        ObjectNode policy = (ObjectNode) with("/impact", "\"regulatory\"");
        ((ArrayNode) policy.at("/actions/refund/patterns")).add("review-before-send");
        assertThat(PolicyCheck.check(policy)).isEmpty();

        ((ObjectNode) policy.get("actions")).remove("message");
        change(policy, "/sla/onExpiry", "\"proceed\"");
        assertThat(PolicyCheck.check(policy))
                .extracting(Violation::pointer, Violation::detail)
                .containsExactly(tuple(
                        "/sla/onExpiry",
                        "the impact is regulatory: no action may go without a person, not even when time is up"));
    }

    @Test
    void autonomyIsEarnedCheapAndSampled() {
        ObjectNode policy = Given.policy("refunds");
        change(policy, "/actions/refund/patterns", "[\"autonomous\"]");
        change(policy, "/actions/message/patterns", "[\"autonomous\"]");

        assertThat(PolicyCheck.check(policy))
                .extracting(Violation::pointer, Violation::detail)
                .containsExactlyInAnyOrder(
                        tuple(
                                "/patterns/autonomous",
                                "an action is autonomous: name the favourable autonomy report that this rests on"),
                        tuple(
                                "/actions/message/patterns",
                                "must not hold autonomous: an error of message cannot be undone"),
                        tuple(
                                "/oversight/sample",
                                "must be above 0: what is autonomous is read by a person in samples"));

        change(policy, "/actions/message/patterns", "[\"review-before-send\"]");
        change(policy, "/patterns/autonomous", "{\"report\":\"0199-report\"}");
        change(policy, "/oversight", "{\"sample\":0.05}");
        assertThat(PolicyCheck.check(policy)).isEmpty();
        change(policy, "/actions/refund/costOfError", "\"medium\"");
        assertThat(PolicyCheck.check(policy))
                .extracting(Violation::pointer)
                .containsExactly("/actions/refund/patterns");
    }

    @Test
    void aPolicyHasABoundedNumberOfRules() {
        ObjectNode policy = Given.policy("refunds");
        ObjectNode signals = (ObjectNode) policy.at("/patterns/exception-escalation/signals");
        for (int i = 0; i < 60; i++) {
            signals.putObject("s" + i).put("when", "true");
        }
        assertThat(PolicyCheck.check(policy)).isEmpty();

        for (int i = 0; i < 40; i++) {
            ((ObjectNode) policy.get("actions")).set("refund" + i, policy.at("/actions/refund"));
        }
        assertThat(PolicyCheck.check(policy))
                .containsExactly(
                        new Violation(
                                "/actions",
                                "are too many for so many signals and limits: say of each under actions which types it is about"));

        for (int i = 0; i < 200; i++) {
            signals.putObject("t" + i).put("when", "true");
        }
        assertThat(PolicyCheck.check(policy))
                .containsExactly(new Violation(
                        "/patterns/exception-escalation/signals", "has 262 signals; at most 200 are taken"));
    }

    @Test
    void whatIsNullIsNotThere() throws Exception {
        ObjectNode policy = Given.policy("refunds");
        for (String place : List.of(
                "/basis",
                "/limits",
                "/oversight",
                "/retention",
                "/actions/refund/schema",
                "/actions/refund/effect",
                "/review/approvals",
                "/sla/calendar",
                "/patterns/exception-escalation/signals/large/actions")) {
            change(policy, place, "null");
        }

        assertThat(PolicyCheck.check(policy)).isEmpty();
        PublishedPolicy published = PublishedPolicy.of(1, Json.mapper().treeToValue(policy, PolicyDocument.class));
        assertThat(published.payloadViolations("refund", json("{}"), "")).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        ObjectNode policy = (ObjectNode) with("/title", REMOVE);
        change(policy, "/review/fallback", "\"nobody\"");
        change(policy, "/sla/onExpiry", "\"proceed\"");
        change(policy, "/colour", "\"red\"");

        assertThat(PolicyCheck.check(policy))
                .extracting(Violation::pointer)
                .containsExactlyInAnyOrder("/title", "/review/fallback", "/sla/onExpiry", "/colour");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null",
                "[]",
                "5",
                "\"policy\"",
                "{}",
                "{\"actions\": 5, \"limits\": {}, \"sla\": [], \"patterns\": 1}"
            })
    void whateverIsSentIsAnsweredWithSentences(String document) {
        assertThat(PolicyCheck.check(json(document))).isNotEmpty();
    }
}
