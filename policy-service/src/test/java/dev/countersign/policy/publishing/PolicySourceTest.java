package dev.countersign.policy.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.problems.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** YAML and JSON are data here, and not much of it. */
class PolicySourceTest {

    private static final String BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n"
            + "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
            + "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\n"
            + "d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]\n";

    private static final String NO_ALIASES =
            "The policy cannot be read: anchors and aliases (& and *) are not read here: write it out.";

    static Stream<Arguments> yaml() {
        return Stream.of(
                Arguments.of("", "The policy cannot be read: there is no document in it."),
                Arguments.of("# nothing\n", "The policy cannot be read: there is no document in it."),
                Arguments.of("process: [unclosed", "The policy cannot be read: it is no YAML (line 1, column 19)."),
                Arguments.of("a: b: c", "The policy cannot be read: it is no YAML (line 1, column 5)."),
                Arguments.of("a: \"\\q\"", "The policy cannot be read: it is no YAML (line 1, column 2)."),
                Arguments.of(
                        "process: a\nprocess: b\n",
                        "The policy cannot be read: a key is there twice (line 2, column 8)."),
                Arguments.of(
                        "a: {x: 1, x: 2}\n", "The policy cannot be read: a key is there twice (line 1, column 12)."),
                Arguments.of("a: &x [1, 2]\nb: *x\n", NO_ALIASES),
                Arguments.of("<<: *x\n", NO_ALIASES),
                Arguments.of(BOMB, NO_ALIASES),
                Arguments.of("--- {}\n--- {}\n", "The policy cannot be read: there is more than one document in it."),
                Arguments.of(
                        "process: !!javax.script.ScriptEngineManager [x]\n",
                        "The policy cannot be read: tags (!) are not read here."),
                Arguments.of("a: !!binary aGk=\n", "The policy cannot be read: tags (!) are not read here."),
                Arguments.of("[".repeat(200), "The policy cannot be read: it is nested more than 64 levels deep."),
                Arguments.of(
                        "- ".repeat(200) + "a", "The policy cannot be read: it is nested more than 64 levels deep."),
                Arguments.of("a: \u0007\n", "The policy cannot be read: it is no YAML (line 1, column 1)."));
    }

    @ParameterizedTest
    @MethodSource
    void yaml(String body, String sentence) {
        Problem problem = refused(body.getBytes(StandardCharsets.UTF_8), false);

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.slug()).isEqualTo("malformed-policy");
        assertThat(problem.detail()).isEqualTo(sentence);
    }

    @Test
    void jsonThatIsDeepOrSaysAKeyTwice() {
        for (String body : List.of(
                "{\"a\":".repeat(80) + "1" + "}".repeat(80),
                "{\"process\":\"a\",\"process\":\"b\"}",
                "{\"a\":" + "9".repeat(2_000) + "}",
                "{")) {
            Problem problem = refused(body.getBytes(StandardCharsets.UTF_8), true);
            assertThat(problem.status()).isEqualTo(400);
            assertThat(problem.slug()).isEqualTo("malformed-json");
        }
        assertThat(refused("{} {}".getBytes(StandardCharsets.UTF_8), true).slug())
                .isEqualTo("malformed-policy");
    }

    @Test
    void aNumberWithAnExponentOfADozenDigits() {
        byte[] json = "{\"a\": 1e-400000000000}".getBytes(StandardCharsets.UTF_8);

        assertThat(refused(json, true).detail())
                .isEqualTo("The policy cannot be read: it has a number that nobody can read.");
    }

    @Test
    void bytesThatAreNoCharacters() {
        byte[] noUtf32 = {'{', 0, 0, 0, 0, 0, 0, 0, '6', '$'};
        byte[] noUtf8 = {'a', ':', ' ', (byte) 0xff, (byte) 0xfe};

        assertThat(refused(noUtf32, true).status()).isEqualTo(400);
        assertThat(refused(noUtf32, false).slug()).isEqualTo("malformed-policy");
        assertThat(refused(noUtf8, false).slug()).isEqualTo("malformed-policy");
    }

    @Test
    void moreThanAPolicyIsEverLong() {
        byte[] long300 = "x".repeat(300_000).getBytes(StandardCharsets.UTF_8);

        assertThat(refused(long300, false).status()).isEqualTo(413);
        assertThat(refused(long300, false).slug()).isEqualTo("body-too-large");
    }

    @Test
    void aDocumentOfNothingButMistakesIsAnsweredSoonAndWithAFewHundredAtMost() {
        String many = "- action.payload\n".repeat(15_000);
        String body = "agents:\n" + many;
        JsonNode policy = PolicySource.read(body.getBytes(StandardCharsets.UTF_8), false);

        assertThat(Assertions.assertTimeout(Duration.ofSeconds(20), () -> PolicyCheck.check(policy)))
                .hasSizeLessThanOrEqualTo(200);
    }

    private static Problem refused(byte[] body, boolean json) {
        return catchThrowableOfType(Problem.class, () -> PolicySource.read(body, json));
    }
}
