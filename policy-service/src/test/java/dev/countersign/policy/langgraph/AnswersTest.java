package dev.countersign.policy.langgraph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.Reason;
import dev.countersign.payload.digest.PayloadDigest;
import dev.countersign.policy.Given;
import dev.countersign.policy.evaluation.DecisionView;
import dev.countersign.policy.evaluation.EvaluationView;
import dev.countersign.policy.evaluation.Status;
import dev.countersign.policy.langgraph.Answer.Edit;
import dev.countersign.policy.langgraph.Asked.Form;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AnswersTest {

    private static final JsonNode ASKED = Given.json("{\"amount\":20}");
    private static final JsonNode EDITED = Given.json("{\"amount\":15}");

    /** What may have become of a request. */
    private enum Fate {
        UNATTENDED(Status.RELEASED, null, null, "jws"),
        APPROVED(Status.RELEASED, Decision.APPROVED, null, "jws"),
        CHANGED(Status.RELEASED, Decision.APPROVED_WITH_CHANGES, EDITED, "jws"),
        CHANGED_TO_THE_SAME(Status.RELEASED, Decision.APPROVED_WITH_CHANGES, ASKED, "jws"),
        CHANGED_TO_NO_OBJECT(Status.RELEASED, Decision.APPROVED_WITH_CHANGES, Given.json("[1]"), "jws"),
        HELD_BACK(Status.RELEASED, Decision.APPROVED, null, null),
        WAITING(Status.WAITING, null, null, null),
        BLOCKED(Status.BLOCKED, null, null, null),
        REJECTED(Status.REJECTED, Decision.REJECTED, null, null),
        CHANGES_REQUESTED(Status.CHANGES_REQUESTED, Decision.CHANGES_REQUESTED, null, null),
        TAKEN_OVER(Status.TAKEN_OVER, Decision.TAKEN_OVER, null, null),
        EXPIRED(Status.EXPIRED, Decision.EXPIRED, null, null),
        WITHDRAWN(Status.WITHDRAWN, Decision.WITHDRAWN, null, null),
        EXECUTED(Status.EXECUTED, Decision.APPROVED, null, null),
        FAILED(Status.FAILED, Decision.APPROVED, null, null);

        private final EvaluationView view;

        Fate(Status status, @Nullable Decision decision, @Nullable JsonNode payload, @Nullable String release) {
            Instant at = Instant.parse("2026-11-02T09:00:00Z");
            this.view = new EvaluationView(
                    UUID.randomUUID(),
                    "refunds",
                    7,
                    "refund-agent",
                    Outcome.REVIEW,
                    status,
                    List.of(new Reason("policy", "unknown-action-type", "the policy does not know it")),
                    PayloadDigest.of(ASKED.toString()),
                    at,
                    null,
                    decision == null
                            ? null
                            : new DecisionView(decision, List.of(Principal.person("maria")), at, "too much", payload),
                    release,
                    null,
                    null);
        }
    }

    private static Asked asked(Set<Verb> allowed) {
        return new Asked(UUID.randomUUID(), "refund", "args", allowed, PayloadDigest.of(ASKED.toString()));
    }

    private static Optional<Answer> answer(Fate fate, Set<Verb> allowed) {
        return Answers.of(asked(allowed), fate.view, ASKED);
    }

    private static Set<Verb> verbs(@Nullable String words) {
        return words == null
                ? Set.of()
                : Arrays.stream(words.split(" "))
                        .map(word -> Verb.ofSecond(word).orElseThrow())
                        .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource({
        "UNATTENDED, approve edit respond reject, approve",
        "APPROVED, approve edit respond reject, approve",
        "APPROVED, approve, approve",
        // Edited to what it is already: the same is executed.
        "APPROVED, edit reject, edit",
        "APPROVED, respond reject, reject",
        "APPROVED, respond, respond",
        "APPROVED, , reject",
        "CHANGED, approve edit respond reject, edit",
        "CHANGED, edit, edit",
        "CHANGED, approve respond reject, reject",
        "CHANGED, approve respond, respond",
        "CHANGED, approve, reject",
        "CHANGED_TO_THE_SAME, approve edit respond reject, approve",
        "CHANGED_TO_THE_SAME, edit reject, edit",
        "CHANGED_TO_NO_OBJECT, approve edit respond reject, reject",
        "BLOCKED, approve edit respond reject, reject",
        "BLOCKED, approve edit respond, respond",
        "BLOCKED, approve edit, reject",
        "REJECTED, approve edit respond reject, reject",
        "REJECTED, approve edit respond, respond",
        "REJECTED, approve edit, reject",
        "CHANGES_REQUESTED, approve edit respond reject, respond",
        "CHANGES_REQUESTED, approve edit reject, reject",
        "CHANGES_REQUESTED, approve edit, reject",
        "TAKEN_OVER, approve edit respond reject, reject",
        "TAKEN_OVER, approve respond, respond",
        "EXPIRED, approve edit respond reject, reject",
        "EXPIRED, approve respond, respond",
        "WITHDRAWN, approve edit respond reject, reject",
        "EXECUTED, approve edit respond reject, reject",
        "FAILED, approve edit respond reject, reject",
    })
    void theAnswerIsWhatWasDecidedOrANo(Fate fate, @Nullable String allowed, String expected) {
        assertThat(answer(fate, verbs(allowed)))
                .map(answer -> answer.verb().second)
                .contains(expected);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"WAITING", "HELD_BACK"})
    void whatIsNotDecidedOrHeldBackHasNoAnswer(Fate fate) {
        assertThat(answer(fate, EnumSet.allOf(Verb.class))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void nothingIsEverExecutedButWhatWasReleasedAndMayBeAnswered(Fate fate) {
        for (int bits = 0; bits < 1 << Verb.values().length; bits++) {
            int chosen = bits;
            Set<Verb> allowed = IntStream.range(0, Verb.values().length)
                    .filter(i -> (chosen & 1 << i) != 0)
                    .mapToObj(i -> Verb.values()[i])
                    .collect(Collectors.toSet());
            answer(fate, allowed).filter(Answer::executes).ifPresent(answer -> {
                assertThat(fate.view.release()).as(fate + " " + allowed).isNotNull();
                assertThat(allowed).contains(answer.verb());
            });
        }
    }

    @Test
    void anEditCarriesWhatThePersonApproved() {
        assertThat(answer(Fate.CHANGED, EnumSet.allOf(Verb.class))).contains(new Edit(EDITED));
    }

    @Test
    void whatWasRevisedMeanwhileIsNotWhatThisInterruptAskedFor() {
        Answer answer = Answers.of(asked(EnumSet.allOf(Verb.class)), Fate.APPROVED.view, Given.json("{\"amount\":9}"))
                .orElseThrow();

        assertThat(answer.executes()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "REJECTED | A person rejected this. too much",
                "BLOCKED | The policy blocks this: the policy does not know it",
                "CHANGES_REQUESTED | too much",
                "TAKEN_OVER | A person handles this case from here on; leave it alone. too much",
            })
    void aNoSaysWhy(Fate fate, String message) {
        assertThat(answer(fate, Set.of(Verb.RESPOND))).contains(new Answer.Respond(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "FIRST | args | APPROVED | [{\"type\":\"accept\",\"args\":null}]",
                "FIRST | args | CHANGED | [{\"type\":\"edit\",\"args\":{\"action\":\"refund\",\"args\":{\"amount\":15}}}]",
                "FIRST | arguments | CHANGED | [{\"type\":\"edit\",\"args\":{\"action\":\"refund\",\"arguments\":{\"amount\":15}}}]",
                "FIRST | args | REJECTED | [{\"type\":\"ignore\",\"args\":null}]",
                "FIRST | args | CHANGES_REQUESTED | [{\"type\":\"response\",\"args\":\"too much\"}]",
                "SECOND | args | APPROVED | {\"decisions\":[{\"type\":\"approve\"}]}",
                "SECOND | args | CHANGED | {\"decisions\":[{\"type\":\"edit\",\"edited_action\":{\"name\":\"refund\",\"args\":{\"amount\":15}}}]}",
                "SECOND | arguments | CHANGED | {\"decisions\":[{\"type\":\"edit\",\"edited_action\":{\"name\":\"refund\",\"arguments\":{\"amount\":15}}}]}",
                "SECOND_CAMEL | args | CHANGED | {\"decisions\":[{\"type\":\"edit\",\"editedAction\":{\"name\":\"refund\",\"args\":{\"amount\":15}}}]}",
                "SECOND | args | REJECTED | {\"decisions\":[{\"type\":\"reject\",\"message\":\"A person rejected this. too much\"}]}",
                "SECOND | args | CHANGES_REQUESTED | {\"decisions\":[{\"type\":\"respond\",\"message\":\"too much\"}]}",
            })
    void theValueIsWrittenInTheGenerationThatAsked(Generation generation, String argsMember, Fate fate, String json) {
        Asked asked = new Asked(
                UUID.randomUUID(), "refund", argsMember, EnumSet.allOf(Verb.class), PayloadDigest.of(ASKED.toString()));
        Answer answer = Answers.of(asked, fate.view, ASKED).orElseThrow();

        assertThat(Resume.value(new Form(generation, List.of(asked)), List.of(answer)))
                .hasToString(json);
    }

    @Test
    void severalAreAnsweredInOrder() {
        Asked asked = asked(EnumSet.allOf(Verb.class));

        JsonNode value = Resume.value(
                new Form(Generation.SECOND, List.of(asked, asked)),
                List.of(new Answer.Reject("no"), new Answer.Approve()));

        assertThat(value.path("decisions").findValuesAsText("type")).containsExactly("reject", "approve");
    }

    @Test
    void editedValuesKeepTheirTypes() {
        String args = "{\"a\":1,\"b\":1.0,\"c\":\"1\",\"d\":100.0,\"e\":9007199254740991,\"f\":null,\"g\":true,"
                + "\"h\":{\"i\":[1,1.50,\"\",[],{}]}}";
        Asked asked = asked(EnumSet.allOf(Verb.class));

        assertThat(Resume.value(new Form(Generation.SECOND, List.of(asked)), List.of(new Edit(Given.json(args))))
                        .at("/decisions/0/edited_action/args"))
                .hasToString(args);
    }
}
