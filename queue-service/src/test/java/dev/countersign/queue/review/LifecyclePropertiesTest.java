package dev.countersign.queue.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.policy.OnExpiry;
import dev.countersign.queue.review.Ballot.Approval;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds along every history, over seeded random ones; the seed is the parameter of a failing case. */
class LifecyclePropertiesTest {

    private static final String[] PEOPLE = {"tom", "maria", "ana", "grace"};

    static IntStream seeds() {
        return IntStream.range(0, 500);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverComesTheReviewStaysInOrder(int seed) {
        Random random = new Random(seed);
        ReviewState state = States.open(1 + random.nextInt(3));
        Instant now = States.OPENED;
        for (int i = 0; i < 40; i++) {
            now = now.plusSeconds(random.nextInt(900));
            Command command = command(random, state, now);
            Transition transition = Lifecycle.apply(state, command, now);
            if (transition instanceof Transition.Moved moved) {
                check(state, command, moved.next());
                state = moved.next();
            }
        }
    }

    private static void check(ReviewState before, Command command, ReviewState after) {
        assertThat(after.version()).isBetween(before.version(), before.version() + 1);
        assertThat(after.revision()).isGreaterThanOrEqualTo(before.revision());
        assertThat(after.deadline().cycle())
                .isGreaterThanOrEqualTo(before.deadline().cycle());
        assertThat(after.ballot().approvals().stream()
                        .map(Approval::by)
                        .distinct()
                        .count())
                .isEqualTo(after.ballot().approvals().size());
        if (before.phase() != Phase.OPEN) {
            assertThat(command).isInstanceOfAny(Command.Revise.class, Command.Return.class, Command.Withdraw.class);
        }
        Ending ending = after.ending();
        if (ending != null
                && (ending.outcome() == Decision.APPROVED || ending.outcome() == Decision.APPROVED_WITH_CHANGES)) {
            assertThat(ending.by()).hasSizeGreaterThanOrEqualTo(after.ballot().needed());
            assertThat(ending.proceed()).isTrue();
            assertThat(ending.outcome() == Decision.APPROVED)
                    .isEqualTo(after.ballot().digest().equals(after.ballot().proposed()));
        }
        if (ending != null
                && command instanceof Command.Approve approve
                && after.ballot().needed() > 1) {
            assertThat(ending.by()).as("four eyes are others' eyes").doesNotContain(Principal.person("ana"));
            assertThat(approve.by())
                    .as("whoever wrote it is not the last to approve it")
                    .isNotEqualTo(after.ballot().editor());
            assertThat(ending.by())
                    .as("an approval that lapsed does not count")
                    .noneMatch(
                            by -> approve.lapsed().contains(by.id()) && !by.id().equals(approve.by()));
        }
        if (ending != null && ending.proceed()) {
            assertThat(command).isInstanceOfAny(Command.Approve.class, Command.Expire.class);
        }
    }

    /** The agent acts for Ana; now and then somebody's authority lapses. */
    private static Command approve(Random random, String by) {
        Set<String> lapsed = random.nextInt(5) == 0 ? Set.of(PEOPLE[random.nextInt(PEOPLE.length)]) : Set.of();
        String digest = "d" + (1 + random.nextInt(2));
        return new Command.Approve(by, digest, 1 + random.nextInt(2), by.equals("ana"), lapsed, null);
    }

    private static Command command(Random random, ReviewState state, Instant now) {
        String by = PEOPLE[random.nextInt(PEOPLE.length)];
        Principal to = Principal.person(PEOPLE[random.nextInt(PEOPLE.length)]);
        int cycle = Math.max(1, state.deadline().cycle() - random.nextInt(2));
        return switch (random.nextInt(21)) {
            case 0, 1 -> new Command.Take(by, now.plusSeconds(600));
            case 2 -> new Command.PutBack(by);
            case 3, 4, 5, 6 -> approve(random, by);
            case 7 -> new Command.Reject(by, "no");
            case 8 -> new Command.RequestChanges(by, "other");
            case 9 -> new Command.TakeOver(by, null);
            case 10 -> new Command.Reassign(by, to, "theirs");
            case 11 -> new Command.StartClock(cycle, now, now.plusSeconds(600));
            case 12 -> new Command.Escalate(cycle, to);
            case 13 -> new Command.Expire(cycle, OnExpiry.ESCALATE, random.nextBoolean() ? to : null);
            case 14 -> new Command.Expire(cycle, random.nextBoolean() ? OnExpiry.REJECT : OnExpiry.PROCEED, null);
            case 15 -> new Command.Withdraw(null);
            case 16 -> new Command.Revise(state.revision() + random.nextInt(2), "d" + random.nextInt(9), 1);
            case 17 -> new Command.Return();
            case 18 -> new Command.Reroute(to);
            case 19 -> new Command.HandUp(by, random.nextBoolean() ? to : null, "above me");
            default -> new Command.Lapse();
        };
    }
}
