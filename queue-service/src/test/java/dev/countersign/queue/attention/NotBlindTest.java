package dev.countersign.queue.attention;

import static dev.countersign.queue.Proposals.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Action;
import dev.countersign.contracts.event.Attention;
import dev.countersign.expressions.Scope;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotBlindTest {

    private static final Principal MARIA = Principal.person("maria");
    private static final Instant SHOWN = Instant.parse("2026-11-22T09:00:00Z");
    private static final Duration ASKED = Duration.ofSeconds(20);

    private static Scope amount(int amount) {
        return Scope.of(
                new Action("refund", "order/1", json("{\"amount\":" + amount + "}"), null), null, List.of(), null);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "PT42S | true | 0,2 | -",
                "PT0S | false | - | -",
                "PT24H | - | - | -",
                "- | - | - | -",
                "PT-1S | - | - | /attention/open",
                "PT24H1S | - | - | /attention/open",
                "- | - | 3 | /attention/sources/0",
                "- | - | 0,-1 | /attention/sources/1",
                "- | - | 1,1 | /attention/sources/1",
                "- | - | 0,1,2,0,1,2 | /attention/sources/3",
            })
    void whatABrowserSaysIsHeldToWhatThereIs(Duration open, Boolean scrolled, String sources, String refused) {
        List<Integer> opened = sources == null
                ? null
                : List.of(sources.split(",")).stream().map(Integer::valueOf).toList();
        var looked = new Looked(open, scrolled, opened);

        if (refused == null) {
            assertThat(Looked.kept(looked, MARIA, SHOWN, 3))
                    .isEqualTo(new Attention(MARIA, SHOWN, open, scrolled, opened == null ? null : opened.size(), 3));
        } else {
            assertThatThrownBy(() -> Looked.kept(looked, MARIA, SHOWN, 3))
                    .isInstanceOfSatisfying(Problem.class, problem -> {
                        assertThat(problem.slug()).isEqualTo("invalid-value");
                        assertThat(problem.violations())
                                .extracting(Violation::pointer)
                                .contains(refused);
                    });
        }
    }

    @Test
    void whereTheBrowserSaysNothingTheQueuesOwnKnowledgeIsKept() {
        assertThat(Looked.kept(null, MARIA, SHOWN, 2)).isEqualTo(new Attention(MARIA, SHOWN, null, null, null, 2));
    }

    @Test
    void anApprovalIsTakenOnceThereWasTimeToRead() {
        assertThatCode(() -> ReadingTime.require(null, null, SHOWN)).doesNotThrowAnyException();
        assertThatCode(() -> ReadingTime.require(ASKED, SHOWN, SHOWN.plusSeconds(20)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ReadingTime.require(ASKED, SHOWN, SHOWN.plusMillis(19_999)))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.slug()).isEqualTo("reading-time");
                    assertThat(problem.members()).containsEntry("decidableAt", SHOWN.plusSeconds(20));
                    assertThat(problem.detail()).contains("1 are left");
                });
        assertThatThrownBy(() -> ReadingTime.require(ASKED, null, SHOWN.plusSeconds(999)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.members()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "the fare rules allow it | true",
                "Kunde hat recht | true",
                "客户要求退款符合规定 | true",
                "ok | false",
                "- | false",
                "'        ' | false",
                "aaaaaaaaaaaa | false",
                "okokokokok | false",
                "............ | false",
                "12345678901 | false",
            })
    void aSentenceHasWords(String words, boolean sentence) {
        assertThat(ReasonSentence.isSentence(words)).isEqualTo(sentence);
    }

    @Test
    void aReasonIsNeededWhereTheConditionHoldsOrCannotBeAsked() {
        assertThat(ReasonSentence.isNeeded("action.payload.amount > 500", amount(501)))
                .isTrue();
        assertThat(ReasonSentence.isNeeded("action.payload.amount > 500", amount(500)))
                .isFalse();
        assertThat(ReasonSentence.isNeeded("action.payload.total > 500", amount(500)))
                .isTrue();
        assertThat(ReasonSentence.isNeeded(null, amount(501))).isFalse();
        assertThatThrownBy(() -> ReasonSentence.require("action.payload.amount > 500", amount(501), "ok"))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.slug()).isEqualTo("reason-needed");
                    assertThat(problem.violations())
                            .extracting(Violation::pointer)
                            .containsExactly("/reason");
                });
    }
}
