package dev.countersign.policy.langgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.countersign.policy.Given;
import dev.countersign.policy.langgraph.Interrupt.Request;
import dev.countersign.problems.Problem;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterruptReaderTest {

    private static final String FIRST = """
            {"action_request":{"action":"refund","args":{"amount":20}},
             "config":{"allow_accept":true,"allow_edit":false,"allow_respond":true},
             "description":"for a late order"}""";

    private static Interrupt read(String json) {
        return InterruptReader.read(Given.json(json), "");
    }

    private static Request only(String json) {
        assertThat(read(json).requests()).hasSize(1);
        return read(json).requests().getFirst();
    }

    @Test
    void oneRequestOfTheFirstGenerationIsRead() {
        Request request = only(FIRST);

        assertThat(read(FIRST).generation()).isEqualTo(Generation.FIRST);
        assertThat(request.name()).isEqualTo("refund");
        assertThat(request.args()).isEqualTo(Given.json("{\"amount\":20}"));
        assertThat(request.description()).isEqualTo("for a late order");
        assertThat(request.allowed()).containsExactlyInAnyOrder(Verb.APPROVE, Verb.RESPOND);
        assertThat(request.argsPointer()).isEqualTo("/action_request/args");
    }

    @Test
    void aListOfTheFirstGenerationIsReadInOrder() {
        Interrupt interrupt = read("[" + FIRST + "," + FIRST.replace("refund", "message") + "]");

        assertThat(interrupt.requests()).extracting(Request::name).containsExactly("refund", "message");
        assertThat(interrupt.requests().get(1).argsPointer()).isEqualTo("/1/action_request/args");
    }

    @Test
    void theSecondGenerationIsReadAsPythonWritesIt() {
        Interrupt interrupt = read("""
                {"action_requests":[{"name":"refund","args":{"amount":20},"description":"for a late order"},
                                    {"name":"message","arguments":{"text":"Sorry"}}],
                 "review_configs":[{"action_name":"message","allowed_decisions":["approve","respond"],"args_schema":{}},
                                   {"action_name":"refund","allowed_decisions":["approve","edit","reject","later"]}]}""");

        assertThat(interrupt.generation()).isEqualTo(Generation.SECOND);
        assertThat(interrupt.requests())
                .extracting(Request::allowed)
                .containsExactly(Set.of(Verb.APPROVE, Verb.EDIT, Verb.REJECT), Set.of(Verb.APPROVE, Verb.RESPOND));
        assertThat(interrupt.requests())
                .extracting(Request::argsPointer)
                .containsExactly("/action_requests/0/args", "/action_requests/1/arguments");
    }

    @Test
    void theSecondGenerationIsReadAsJavaScriptWritesIt() {
        Interrupt interrupt = read("""
                {"actionRequests":[{"name":"refund","args":{"amount":20}}],
                 "reviewConfigs":[{"actionName":"refund","allowedDecisions":["approve","reject"]}]}""");

        assertThat(interrupt.generation()).isEqualTo(Generation.SECOND_CAMEL);
        assertThat(interrupt.requests().getFirst().allowed()).containsExactlyInAnyOrder(Verb.APPROVE, Verb.REJECT);
    }

    @Test
    void ofTwoConfigsForOneActionHoldsWhatBothAllow() {
        Request request = only("""
                {"action_requests":[{"name":"refund","args":{}}],
                 "review_configs":[{"action_name":"refund","allowed_decisions":["approve","edit"]},
                                   {"action_name":"refund","allowed_decisions":["edit","reject"]}]}""");

        assertThat(request.allowed()).containsExactly(Verb.EDIT);
    }

    @Test
    void membersThatALaterVersionMayHaveAreLeftAlone() {
        assertThat(only(FIRST.replace("\"description\"", "\"priority\":1,\"description\""))
                        .name())
                .isEqualTo("refund");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | | has neither action_request nor action_requests",
                "7 | | has neither action_request nor action_requests",
                "\"refund\" | | has neither action_request nor action_requests",
                "[] | | must be a list of 1 to 32",
                "[7] | /0/action_request | must be an object with action and args",
                "{\"action_request\":{\"action\":\"a\",\"args\":{}}} | /config | must be an object that says what is allowed",
                "{\"action_request\":{\"action\":\"a\",\"args\":{}},\"config\":{\"allow_edit\":\"true\"}} | /config/allow_edit | must be true or false",
                "{\"action_request\":{\"action\":7,\"args\":{}},\"config\":{}} | /action_request/action | must be a text",
                "{\"action_request\":{\"action\":\" \",\"args\":{}},\"config\":{}} | /action_request/action | must be a text",
                "{\"action_request\":{\"action\":\"a\",\"args\":[1]},\"config\":{}} | /action_request/args | must be an object of names to values",
                "{\"action_request\":{\"action\":\"a\",\"args\":{},\"arguments\":{}},\"config\":{}} | /action_request | has args and arguments; give one of them",
                "{\"action_request\":{\"action\":\"a\",\"args\":{}},\"config\":{},\"description\":7} | /description | must be a text",
                "{\"action_request\":{},\"action_requests\":[]} | | mixes generations: it has members of more than one",
                "{\"action_requests\":[],\"reviewConfigs\":[]} | | mixes generations: it has members of more than one",
                "[{\"action_requests\":[]}] | /0 | mixes generations: a list holds requests of the first alone",
                "{\"action_requests\":[],\"review_configs\":[]} | /action_requests | must be a list of 1 to 32",
                "{\"action_requests\":[{\"name\":\"a\",\"args\":{}}]} | /review_configs | must be a list of 1 to 32",
                "{\"action_requests\":[{\"name\":\"a\",\"args\":{}}],\"review_configs\":[{\"action_name\":\"b\",\"allowed_decisions\":[]}]} | /action_requests/0/name | has no entry in review_configs",
                "{\"action_requests\":[{\"name\":\"a\",\"args\":{}}],\"review_configs\":[{\"action_name\":\"a\",\"allowed_decisions\":\"approve\"}]} | /review_configs/0/allowed_decisions | must be a list of what is allowed",
            })
    void whatIsNoneIsRefusedByItsPlace(String json, String pointer, String detail) {
        Problem refusal = catchThrowableOfType(Problem.class, () -> read(json));

        assertThat(refusal.slug()).isEqualTo("interrupt-unreadable");
        assertThat(refusal.violations()).anySatisfy(wrong -> {
            assertThat(wrong.pointer()).isEqualTo(pointer == null ? "" : pointer);
            assertThat(wrong.detail()).isEqualTo(detail);
        });
    }

    @Test
    void moreRequestsThanOneAnswerShouldWaitForAreRefused() {
        String many = IntStream.range(0, InterruptReader.MOST_REQUESTS + 1)
                .mapToObj(i -> FIRST)
                .collect(Collectors.joining(",", "[", "]"));

        Problem refusal = catchThrowableOfType(Problem.class, () -> read(many));

        assertThat(refusal.violations()).extracting("detail").isEqualTo(List.of("must be a list of 1 to 32"));
    }

    @Test
    void aNameThatNoActionTypeHasIsRefused() {
        Problem refusal = catchThrowableOfType(Problem.class, () -> read(FIRST.replace("refund", "x".repeat(201))));

        assertThat(refusal.violations()).extracting("pointer").isEqualTo(List.of("/action_request/action"));
    }
}
