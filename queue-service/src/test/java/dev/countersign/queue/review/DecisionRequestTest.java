package dev.countersign.queue.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.contracts.Principal;
import dev.countersign.problems.Problem;
import dev.countersign.queue.review.DecisionRequest.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionRequestTest {

    private static final List<String> LISTED = List.of("wrong-fare", "against-policy");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "wrong-fare|-|wrong-fare",
                "wrong-fare|business was asked for|wrong-fare: business was asked for",
                "wrong-fare: business was asked for|-|wrong-fare: business was asked for",
                "against-policy because|-|against-policy because"
            })
    void aListedReasonMayBeFollowedByWords(String reason, String comment, String expected) {
        var request = new DecisionRequest(Verdict.REJECT, null, reason, comment, null);

        assertThat(request.unlessApproval("tom", LISTED)).isEqualTo(new Command.Reject("tom", expected));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-", "''", "' '", "other", "wrong-fares", "not wrong-fare"})
    void anotherReasonIsRefused(String reason) {
        var request = new DecisionRequest(Verdict.REJECT, null, reason, "words", null);

        assertThatThrownBy(() -> request.unlessApproval("tom", LISTED))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.slug()).isEqualTo("invalid-value");
                    assertThat(problem.violations().getFirst().pointer()).isEqualTo("/reason");
                });
    }

    @Test
    void wordsAreBoundedAndCanBeStored() {
        assertThatThrownBy(() -> new DecisionRequest(Verdict.REJECT, null, "x".repeat(4_001), null, null))
                .hasMessage("must be at most 4000 characters");
        assertThatThrownBy(() -> new ReassignRequest(Principal.person("tom"), "a\0b"))
                .hasMessage("must not have the character NUL");
        assertThatThrownBy(() -> new EscalateRequest(" ")).hasMessage("an escalation needs its reason");
    }

    @ParameterizedTest
    @CsvSource({"REJECT", "REQUEST_CHANGES"})
    void withoutAReasonNothingIsRefusedToAnAgent(Verdict verdict) {
        var request = new DecisionRequest(verdict, null, null, null, null);

        assertThatThrownBy(() -> request.unlessApproval("tom", List.of())).isInstanceOf(Problem.class);
    }
}
