package dev.countersign.notification.clock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.EscalationEvent.ReminderCause;
import dev.countersign.contracts.policy.OnExpiry;
import dev.countersign.contracts.policy.SlaPolicy;
import dev.countersign.contracts.policy.SlaPolicy.Step;
import dev.countersign.contracts.policy.SlaPolicy.WorkingCalendar;
import dev.countersign.notification.calendar.WorkingTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockStateTest {

    private static final Instant OPENED = Instant.parse("2026-11-23T09:00:00Z");
    private static final Principal LEADS = Principal.team("ops-leads");
    private static final SlaPolicy SLA = new SlaPolicy(
            null,
            Duration.ofMinutes(15),
            Duration.ofHours(4),
            List.of(remind(10), escalate(30), remind(60)),
            OnExpiry.REJECT);

    private static Step remind(int minutes) {
        return new Step(Duration.ofMinutes(minutes), "owner", null);
    }

    private static Step escalate(int minutes) {
        return new Step(Duration.ofMinutes(minutes), null, LEADS);
    }

    private static Instant at(int minutes) {
        return OPENED.plus(Duration.ofMinutes(minutes));
    }

    private static ClockState started(SlaPolicy sla) {
        return ClockState.start(ClockPlan.of(sla, WorkingTime.AROUND_THE_CLOCK, OPENED));
    }

    @Test
    void whatNobodyAnswersIsRemindedEscalatedAndExpires() {
        ClockState.Fired fired = started(SLA).fire(at(240));

        assertThat(fired.firings())
                .containsExactly(
                        new Firing.Reminder(at(10), ReminderCause.STEP),
                        new Firing.Reminder(at(15), ReminderCause.NOT_PICKED_UP),
                        new Firing.Escalation(at(30), LEADS),
                        new Firing.Reminder(at(60), ReminderCause.STEP),
                        new Firing.Expiry(at(240), OnExpiry.REJECT));
        assertThat(fired.state().next()).isEmpty();
    }

    @Test
    void nothingFiresBeforeItsInstant() {
        ClockState.Fired fired = started(SLA).fire(at(10).minusNanos(1));

        assertThat(fired.firings()).isEmpty();
        assertThat(fired.state().next()).contains(new Firing.Reminder(at(10), ReminderCause.STEP));
    }

    @Test
    void whatFiredOnceDoesNotFireAgain() {
        ClockState after = started(SLA).fire(at(20)).state();

        assertThat(after.fire(at(20)).firings()).isEmpty();
    }

    @Test
    void aClaimSilencesThePickUpReminderAndNothingElse() {
        ClockState claimed = started(SLA).claimed();

        assertThat(claimed.fire(at(60)).firings())
                .containsExactly(
                        new Firing.Reminder(at(10), ReminderCause.STEP),
                        new Firing.Escalation(at(30), LEADS),
                        new Firing.Reminder(at(60), ReminderCause.STEP));
    }

    @Test
    void afterAnUnclaimThePickUpIsDueAgain() {
        ClockState unclaimed = started(SLA).claimed().unclaimed(at(25));

        assertThat(unclaimed.fire(at(25)).firings())
                .containsExactly(
                        new Firing.Reminder(at(10), ReminderCause.STEP),
                        new Firing.Reminder(at(25), ReminderCause.NOT_PICKED_UP));
    }

    @Test
    void stepsMayBeWrittenInAnyOrder() {
        SlaPolicy unordered = new SlaPolicy(
                null, SLA.pickUp(), SLA.decide(), List.of(remind(60), escalate(30), remind(10)), OnExpiry.REJECT);

        assertThat(ClockPlan.of(unordered, WorkingTime.AROUND_THE_CLOCK, OPENED))
                .isEqualTo(ClockPlan.of(SLA, WorkingTime.AROUND_THE_CLOCK, OPENED));
    }

    @Test
    void whatWouldComeAfterTheEndDoesNotCome() {
        SlaPolicy late = new SlaPolicy(
                null, Duration.ofHours(5), Duration.ofHours(4), List.of(remind(240), escalate(300)), OnExpiry.ESCALATE);

        assertThat(started(late).fire(at(1000)).firings())
                .containsExactly(new Firing.Expiry(at(240), OnExpiry.ESCALATE));
    }

    @Test
    void atOneInstantTheStepComesBeforeThePickUp() {
        SlaPolicy together = new SlaPolicy(
                null, Duration.ofMinutes(15), Duration.ofHours(4), List.of(escalate(15)), OnExpiry.REJECT);

        assertThat(started(together).fire(at(15)).firings())
                .containsExactly(
                        new Firing.Escalation(at(15), LEADS), new Firing.Reminder(at(15), ReminderCause.NOT_PICKED_UP));
    }

    @Test
    void deadlinesCountWorkingTime() {
        SlaPolicy office = new SlaPolicy(
                new WorkingCalendar("Europe/Madrid", "MON-FRI 09:00-18:00", "ES"),
                Duration.ofMinutes(15),
                Duration.ofHours(4),
                List.of(),
                OnExpiry.REJECT);

        ClockPlan plan = ClockPlan.of(office, WorkingTime.of(office.calendar()), Instant.parse("2026-11-27T15:00:00Z"));

        assertThat(plan.pickUpBy()).isEqualTo("2026-11-27T15:15:00Z");
        assertThat(plan.decideBy()).isEqualTo("2026-11-30T10:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void everyClockEndsInOneExpiryAndFiresInOrderHoweverOftenItIsLookedAt(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            ClockState start = started(anySla(random));
            List<Firing> atOnce = start.fire(at(100_000)).firings();

            List<Firing> little = new ArrayList<>();
            ClockState state = start;
            for (int now = 0; now <= 700; now += 1 + random.nextInt(50)) {
                ClockState.Fired fired = state.fire(at(now));
                little.addAll(fired.firings());
                state = fired.state();
            }
            little.addAll(state.fire(at(100_000)).firings());

            assertThat(little).as("seed %d, case %d", seed, i).isEqualTo(atOnce);
            assertThat(atOnce).isSortedAccordingTo(Comparator.comparing(Firing::dueAt));
            assertThat(atOnce.stream().filter(Firing.Expiry.class::isInstance)).hasSize(1);
            assertThat(atOnce.getLast()).isInstanceOf(Firing.Expiry.class);
        }
    }

    private static SlaPolicy anySla(Random random) {
        List<Step> steps = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            int minutes = random.nextInt(600);
            steps.add(random.nextBoolean() ? remind(minutes) : escalate(minutes));
        }
        return new SlaPolicy(
                null,
                Duration.ofMinutes(random.nextInt(600)),
                Duration.ofMinutes(random.nextInt(600)),
                steps,
                OnExpiry.values()[random.nextInt(OnExpiry.values().length)]);
    }
}
