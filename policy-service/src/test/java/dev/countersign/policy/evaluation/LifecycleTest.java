package dev.countersign.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LifecycleTest {

    /** Everything that may happen; every pair that is not here must not. */
    private static final Map<String, Status> MAY_HAPPEN = Map.ofEntries(
            Map.entry("WAITING RELEASE", Status.RELEASED),
            Map.entry("WAITING REJECT", Status.REJECTED),
            Map.entry("WAITING REQUEST_CHANGES", Status.CHANGES_REQUESTED),
            Map.entry("WAITING TAKE_OVER", Status.TAKEN_OVER),
            Map.entry("WAITING EXPIRE", Status.EXPIRED),
            Map.entry("WAITING RETURN_TO_REVIEW", Status.WAITING),
            Map.entry("WAITING WITHDRAW", Status.WITHDRAWN),
            Map.entry("CHANGES_REQUESTED REVISE", Status.WAITING),
            Map.entry("CHANGES_REQUESTED WITHDRAW", Status.WITHDRAWN),
            Map.entry("RELEASED REPORT_EXECUTED", Status.EXECUTED),
            Map.entry("RELEASED REPORT_FAILED", Status.FAILED),
            Map.entry("RELEASED WITHDRAW", Status.WITHDRAWN),
            Map.entry("RELEASED RETURN_TO_REVIEW", Status.WAITING));

    static Stream<Arguments> everyPair() {
        return Arrays.stream(Status.values())
                .flatMap(status -> Arrays.stream(Command.values()).map(command -> Arguments.of(status, command)));
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void everyPairLeadsWhereItShouldOrNowhere(Status status, Command command) {
        assertThat(Lifecycle.next(status, command))
                .isEqualTo(Optional.ofNullable(MAY_HAPPEN.get(status + " " + command)));
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void nothingComesAfterTheEndAndNothingIsReleasedTwice(Status status, Command command) {
        Optional<Status> next = Lifecycle.next(status, command);

        if (status.isFinal()) {
            assertThat(next).isEmpty();
        }
        if (next.equals(Optional.of(Status.RELEASED))) {
            assertThat(status).isEqualTo(Status.WAITING);
        }
    }
}
