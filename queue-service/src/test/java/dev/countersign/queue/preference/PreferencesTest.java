package dev.countersign.queue.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import dev.countersign.queue.preference.Preferences.SavedView;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesTest {

    private static SavedView named(String name) {
        return new SavedView(name, null, null, null, null);
    }

    private static void refused(Preferences preferences, String... pointers) {
        assertThatThrownBy(preferences::check).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.slug()).isEqualTo("invalid-value");
            assertThat(problem.violations()).extracting(Violation::pointer).containsExactly(pointers);
        });
    }

    @Test
    void whatAConsoleCanUseIsTaken() {
        var view = new SavedView("Refunds", "team", "open", "refunds", "Miami");

        assertThatCode(() -> new Preferences(List.of(view), Map.of("approve", "y", "next", "ArrowDown", "help", "é"))
                        .check())
                .doesNotThrowAnyException();
        assertThatCode(Preferences.NONE::check).doesNotThrowAnyException();
    }

    @Test
    void viewsHaveANameOfTheirOwn() {
        refused(
                new Preferences(List.of(named("Mine"), named(" mine "), named(" ")), null),
                "/views/1/name",
                "/views/2/name");
        refused(new Preferences(List.of(named("x".repeat(61)), named("a\nb")), null), "/views/0/name", "/views/1/name");
    }

    @Test
    void viewsAreBounded() {
        var many = IntStream.range(0, 51).mapToObj(i -> named("view " + i)).toList();

        refused(new Preferences(many, null), "/views");
        refused(
                new Preferences(List.of(new SavedView("v", "yours", "closed", "p".repeat(201), "t\0")), null),
                "/views/0/scope",
                "/views/0/state",
                "/views/0/process",
                "/views/0/text");
    }

    @ParameterizedTest
    @CsvSource({"approve-all,a,/keys/approve-all", "approve,Escape,/keys/approve", "approve,Tab,/keys/approve"})
    void notEveryCommandAndNotEveryKey(String command, String key, String pointer) {
        refused(new Preferences(null, Map.of(command, key)), pointer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "\u200B", "\uD800", "5", "g", "ab", "F5", "F12", "Control"})
    void noKeyThatCannotBePressedOrMeansSomethingElse(String key) {
        refused(new Preferences(null, Map.of("approve", key)), "/keys/approve");
    }

    @Test
    void noTwoCommandsHaveOneKey() {
        refused(new Preferences(null, Map.of("reject", "q", "approve", "q")), "/keys/reject");
    }
}
