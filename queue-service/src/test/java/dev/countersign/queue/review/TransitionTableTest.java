package dev.countersign.queue.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.policy.OnExpiry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pair of phase and command, written out: m moves, r is refused, - is ignored. */
class TransitionTableTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    /** In the order of {@link #COMMANDS}. */
    private static final Map<Phase, String> TABLE = Map.of(
            Phase.OPEN, "m m m m m m m m m m m m m - m m",
            Phase.CHANGES_REQUESTED, "r r r r r r r r - - - m m - - -",
            Phase.APPROVED, "r r r r r r r r - - - - - m - -",
            Phase.APPROVED_WITH_CHANGES, "r r r r r r r r - - - - - m - -",
            Phase.REJECTED, "r r r r r r r r - - - - - - - -",
            Phase.TAKEN_OVER, "r r r r r r r r - - - - - - - -",
            Phase.EXPIRED, "r r r r r r r r - - - - - - - -",
            Phase.WITHDRAWN, "r r r r r r r r - - - - - - - -");

    private static final List<Command> COMMANDS = List.of(
            new Command.Take("tom", NOW.plusSeconds(60)),
            new Command.PutBack("tom"),
            new Command.Approve("tom", "d1", 1, false, Set.of(), null),
            new Command.Reject("tom", "no"),
            new Command.RequestChanges("tom", "other"),
            new Command.TakeOver("tom", null),
            new Command.Reassign("tom", Principal.person("ana"), "hers"),
            new Command.HandUp("tom", Principal.person("grace"), "too much for us"),
            new Command.StartClock(1, NOW, NOW),
            new Command.Escalate(1, Principal.person("grace")),
            new Command.Expire(1, OnExpiry.REJECT, null),
            new Command.Withdraw(null),
            new Command.Revise(2, "d2", 1),
            new Command.Return(),
            new Command.Reroute(Principal.person("grace")),
            new Command.Lapse());

    static Stream<Arguments> pairs() {
        return Stream.of(Phase.values()).flatMap(phase -> {
            String[] row = TABLE.get(phase).split(" ");
            Map<Command, String> answers = new LinkedHashMap<>();
            for (int i = 0; i < COMMANDS.size(); i++) {
                answers.put(COMMANDS.get(i), row[i]);
            }
            return answers.entrySet().stream().map(e -> Arguments.of(phase, e.getKey(), e.getValue()));
        });
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aCommandDoesInAPhaseWhatTheTableSays(Phase phase, Command command, String expected) {
        ReviewState state = withClaimFor(command, States.in(phase));

        Transition transition = Lifecycle.apply(state, command, NOW);

        switch (expected) {
            case "m" -> assertThat(transition).isInstanceOf(Transition.Moved.class);
            case "r" -> assertThat(transition).isInstanceOf(Transition.Refused.class);
            case "-" -> assertThat(transition).isInstanceOf(Transition.Ignored.class);
            default -> throw new IllegalArgumentException(expected);
        }
    }

    /** Whoever puts back must be on it; what lapses must have been there. */
    private static ReviewState withClaimFor(Command command, ReviewState state) {
        return switch (command) {
            case Command.PutBack c -> state.claimed(new Claim("tom", NOW.plusSeconds(1)), NOW);
            case Command.Lapse c -> state.claimed(new Claim("tom", NOW), NOW);
            default -> state;
        };
    }

    @Test
    void everyCommandIsInTheTable() {
        assertThat(COMMANDS.stream().map(Object::getClass).distinct().count())
                .isEqualTo(Command.ByPerson.class.getPermittedSubclasses().length
                        + Command.FromOutside.class.getPermittedSubclasses().length);
        assertThat(TABLE.keySet()).containsExactlyInAnyOrder(Phase.values());
    }
}
