package dev.countersign.queue.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.policy.OnExpiry;
import dev.countersign.queue.review.Ballot.Approval;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private static final Instant NOW = States.OPENED.plusSeconds(600);
    private static final Principal GRACE = Principal.person("grace");

    private static ReviewState moved(ReviewState state, Command command) {
        return ((Transition.Moved) Lifecycle.apply(state, command, NOW)).next();
    }

    private static Refusal refused(ReviewState state, Command command) {
        return ((Transition.Refused) Lifecycle.apply(state, command, NOW)).refusal();
    }

    private static Command.Approve approve(String by, String digest, int needed) {
        return new Command.Approve(by, digest, needed, false, Set.of(), null);
    }

    private static Command.Approve approveOwn(String by, String digest, int needed) {
        return new Command.Approve(by, digest, needed, true, Set.of(), null);
    }

    private static Command.Approve approveWithout(String lapsed, String by, String digest, int needed) {
        return new Command.Approve(by, digest, needed, false, Set.of(lapsed), null);
    }

    @Test
    void whoeverTheAgentActsForIsNeverOneOfSeveral() {
        assertThat(refused(States.open(2), approveOwn("ana", "d1", 2))).isEqualTo(Refusal.OWN_WORK);
        assertThat(refused(States.open(2), approveOwn("ana", "d2", 1))).isEqualTo(Refusal.OWN_WORK);
        ReviewState once = moved(States.open(2), approve("tom", "d1", 2));
        assertThat(refused(once, approveOwn("ana", "d1", 2))).isEqualTo(Refusal.OWN_WORK);
        assertThat(refused(States.open(), approveOwn("ana", "d2", 2)))
                .as("an edit that would need two")
                .isEqualTo(Refusal.OWN_WORK);
    }

    @Test
    void whereOneIsEnoughItMayBeTheirs() {
        assertThat(moved(States.open(), approveOwn("ana", "d1", 1)).phase()).isEqualTo(Phase.APPROVED);
        assertThat(moved(States.open(), approveOwn("ana", "d2", 1)).phase()).isEqualTo(Phase.APPROVED_WITH_CHANGES);
    }

    @Test
    void whoeverEditedLastApprovesFirstOrNotAtAll() {
        ReviewState edited = moved(States.open(2), approve("tom", "d2", 2));
        assertThat(edited.ballot().editor()).isEqualTo("tom");
        ReviewState decided = moved(edited, approve("maria", "d2", 2));
        ReviewState returned = moved(decided, new Command.Return());
        assertThat(returned.ballot().editor()).isEqualTo("tom");

        ReviewState again = moved(returned, approve("maria", "d2", 2));
        assertThat(refused(again, approve("tom", "d2", 2))).isEqualTo(Refusal.OWN_WORK);
        assertThat(moved(again, approve("grace", "d2", 2)).phase()).isEqualTo(Phase.APPROVED_WITH_CHANGES);
        ReviewState first = moved(returned, approve("tom", "d2", 2));
        assertThat(moved(first, approve("maria", "d2", 2)).phase()).isEqualTo(Phase.APPROVED_WITH_CHANGES);
    }

    @Test
    void theAgentsOwnPayloadHasNoEditor() {
        ReviewState edited = moved(States.open(3), approve("tom", "d2", 3));
        ReviewState back = moved(edited, approve("maria", "d1", 3));

        assertThat(back.ballot().editor()).isNull();
        ReviewState twice = moved(back, approve("tom", "d1", 3));
        assertThat(twice.ballot().approvals()).hasSize(2);
        assertThat(moved(States.open(2), approve("tom", "d2", 2)).ballot().editor())
                .isEqualTo("tom");
        assertThat(moved(edited, new Command.Revise(2, "d3", 2)).ballot().editor())
                .isNull();
    }

    @Test
    void anApprovalOfSomebodyWhoseAuthorityLapsedDoesNotCompleteIt() {
        ReviewState once = moved(States.open(2), approve("tom", "d1", 2));

        ReviewState after = moved(once, approveWithout("tom", "maria", "d1", 2));

        assertThat(after.phase()).isEqualTo(Phase.OPEN);
        assertThat(after.ballot().approvals()).extracting(Ballot.Approval::by).containsExactly("maria");
        assertThat(moved(after, approve("grace", "d1", 2)).ending().by())
                .containsExactly(Principal.person("maria"), GRACE);
    }

    @Test
    void aPersonSendsItUpAndTheFormerOwnerKeepsIt() {
        ReviewState claimed = States.open().claimed(new Claim("tom", NOW.plusSeconds(60)), NOW);

        ReviewState up = moved(claimed, new Command.HandUp("tom", GRACE, "too much for us"));

        assertThat(up.owner()).isEqualTo(GRACE);
        assertThat(up.escalatedFrom()).containsExactly(Principal.team("bookings"));
        assertThat(up.claim()).isNull();
        assertThat(up.deadline()).isEqualTo(claimed.deadline());
        assertThat(refused(States.open(), new Command.HandUp("tom", null, "nobody there")))
                .isEqualTo(Refusal.NOBODY_ABOVE);
    }

    @Test
    void oneApprovalIsEnoughWhereOneIsNeeded() {
        ReviewState after = moved(States.open(), approve("tom", "d1", 1));

        assertThat(after.phase()).isEqualTo(Phase.APPROVED);
        assertThat(after.ending()).satisfies(ending -> {
            assertThat(ending.by()).containsExactly(Principal.person("tom"));
            assertThat(ending.proceed()).isTrue();
        });
    }

    @Test
    void anotherPayloadIsAnApprovalWithChanges() {
        assertThat(moved(States.open(), approve("tom", "d2", 1)).phase()).isEqualTo(Phase.APPROVED_WITH_CHANGES);
    }

    @Test
    void fourEyesAreTwoPeople() {
        ReviewState once = moved(States.open(2), approve("tom", "d1", 2));

        assertThat(once.phase()).isEqualTo(Phase.OPEN);
        assertThat(refused(once, approve("tom", "d1", 2))).isEqualTo(Refusal.ALREADY_APPROVED);
        assertThat(moved(once, approve("maria", "d1", 2)).ending().by())
                .containsExactly(Principal.person("tom"), Principal.person("maria"));
    }

    @Test
    void anEditByTheSecondApproverBeginsANewCountInWhichTheirsIsTheFirst() {
        ReviewState once = moved(States.open(2), approve("tom", "d1", 2));
        ReviewState edited = moved(once, approve("maria", "d2", 2));

        assertThat(edited.phase()).isEqualTo(Phase.OPEN);
        assertThat(edited.ballot().approvals()).extracting(Approval::by).containsExactly("maria");
        assertThat(edited.ballot().digest()).isEqualTo("d2");
        ReviewState done = moved(edited, approve("tom", "d2", 2));
        assertThat(done.phase()).isEqualTo(Phase.APPROVED_WITH_CHANGES);
    }

    @Test
    void anEditCannotLowerHowManyMustApprove() {
        ReviewState once = moved(States.open(2), approve("tom", "d2", 1));

        assertThat(once.phase()).isEqualTo(Phase.OPEN);
        assertThat(once.ballot().needed()).isEqualTo(2);
    }

    @Test
    void anEditCanRaiseHowManyMustApprove() {
        assertThat(moved(States.open(1), approve("tom", "d2", 2)).phase()).isEqualTo(Phase.OPEN);
    }

    @Test
    void aClaimHoldsUntilItLapses() {
        ReviewState claimed = moved(States.open(), new Command.Take("tom", NOW.plusSeconds(600)));

        assertThat(claimed.pickedUpAt()).isEqualTo(NOW);
        assertThat(refused(claimed, new Command.Take("maria", NOW.plusSeconds(600))))
                .isEqualTo(Refusal.CLAIMED_BY_ANOTHER);
        assertThat(Lifecycle.apply(claimed, new Command.Lapse(), NOW.plusSeconds(599)))
                .isInstanceOf(Transition.Ignored.class);
        Transition later =
                Lifecycle.apply(claimed, new Command.Take("maria", NOW.plusSeconds(1200)), NOW.plusSeconds(600));
        assertThat(((Transition.Moved) later).next().claim().by()).isEqualTo("maria");
        assertThat(((Transition.Moved) later).next().pickedUpAt())
                .as("it was picked up first by tom")
                .isEqualTo(NOW);
    }

    @Test
    void renewingAClaimIsNothingThatADecisionRestsOn() {
        ReviewState claimed = moved(States.open(), new Command.Take("tom", NOW.plusSeconds(60)));
        ReviewState renewed = moved(claimed, new Command.Take("tom", NOW.plusSeconds(120)));

        assertThat(claimed.version()).isEqualTo(2);
        assertThat(renewed.version()).isEqualTo(2);
        assertThat(renewed.claim().until()).isEqualTo(NOW.plusSeconds(120));
    }

    @Test
    void onlyWhoIsOnItPutsItBack() {
        ReviewState claimed = moved(States.open(), new Command.Take("tom", NOW.plusSeconds(60)));

        assertThat(refused(claimed, new Command.PutBack("maria"))).isEqualTo(Refusal.NOT_CLAIMED);
        assertThat(moved(claimed, new Command.PutBack("tom")).claim()).isNull();
    }

    @Test
    void anExpiryAsThePolicySays() {
        assertThat(moved(States.open(), new Command.Expire(1, OnExpiry.REJECT, null))
                        .ending()
                        .proceed())
                .isFalse();
        ReviewState proceeds = moved(States.open(), new Command.Expire(1, OnExpiry.PROCEED, null));
        assertThat(proceeds.ending().outcome()).isEqualTo(Decision.EXPIRED);
        assertThat(proceeds.ending().proceed()).isTrue();
    }

    @Test
    void anExpiryThatEscalatesMovesUpWithANewClock() {
        ReviewState up = moved(States.open(), new Command.Expire(1, OnExpiry.ESCALATE, GRACE));

        assertThat(up.owner()).isEqualTo(GRACE);
        assertThat(up.escalatedFrom()).containsExactly(Principal.team("bookings"));
        assertThat(up.deadline()).isEqualTo(new Deadline(2, null, null));
        assertThat(Lifecycle.apply(up, new Command.Expire(1, OnExpiry.ESCALATE, null), NOW))
                .as("the old clock, heard again")
                .isInstanceOf(Transition.Ignored.class);
        ReviewState top = moved(up, new Command.Expire(2, OnExpiry.ESCALATE, null));
        assertThat(top.phase()).isEqualTo(Phase.EXPIRED);
        assertThat(top.ending().proceed()).isFalse();
    }

    @Test
    void aClockOfAnOlderCycleIsNotHeard() {
        ReviewState reopened = moved(States.open(), new Command.Revise(2, "d2", 1));

        assertThat(reopened.deadline().cycle()).isEqualTo(2);
        for (Command late : new Command[] {
            new Command.StartClock(1, NOW, NOW),
            new Command.Escalate(1, GRACE),
            new Command.Expire(1, OnExpiry.REJECT, null)
        }) {
            assertThat(Lifecycle.apply(reopened, late, NOW)).isInstanceOf(Transition.Ignored.class);
        }
    }

    @Test
    void aRevisionBeginsAnew() {
        ReviewState approvedOnce = moved(States.open(2), approve("tom", "d1", 2));
        ReviewState revised = moved(approvedOnce, new Command.Revise(2, "d2", 1));

        assertThat(revised.ballot()).isEqualTo(Ballot.fresh(1, "d2"));
        assertThat(revised.waitingSince()).isEqualTo(NOW);
        assertThat(Lifecycle.apply(revised, new Command.Revise(2, "d3", 1), NOW))
                .isInstanceOf(Transition.Ignored.class);
    }

    @Test
    void whatThePolicyRefusedGoesBackWithTheEditAndWithoutItsApprovals() {
        ReviewState edited = moved(States.open(), approve("tom", "d2", 1));
        ReviewState back = moved(edited, new Command.Return());

        assertThat(back.phase()).isEqualTo(Phase.OPEN);
        assertThat(back.ending()).isNull();
        assertThat(back.ballot().digest()).isEqualTo("d2");
        assertThat(back.ballot().approvals()).isEmpty();
        assertThat(moved(back, approve("tom", "d1", 1)).phase())
                .as("what the agent proposed may still be approved")
                .isEqualTo(Phase.APPROVED);
    }

    @Test
    void theClockIsNothingThatADecisionRestsOn() {
        ReviewState ticking = moved(States.open(), new Command.StartClock(1, NOW, NOW.plusSeconds(9)));

        assertThat(ticking.version()).isEqualTo(1);
        assertThat(ticking.deadline().decideBy()).isEqualTo(NOW.plusSeconds(9));
    }

    @Test
    void whoeverReassignsNamesSomebodyElse() {
        assertThat(refused(States.open(), new Command.Reassign("tom", Principal.team("bookings"), "hm")))
                .isEqualTo(Refusal.SAME_OWNER);
        ReviewState reassigned = moved(States.open(), new Command.Reassign("tom", GRACE, "hers"));
        assertThat(reassigned.owner()).isEqualTo(GRACE);
        assertThat(reassigned.escalatedFrom()).isEmpty();
    }
}
