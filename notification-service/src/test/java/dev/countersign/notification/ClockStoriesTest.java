package dev.countersign.notification;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.EscalationEvent;
import dev.countersign.contracts.event.EscalationEvent.ClockExpired;
import dev.countersign.contracts.event.EscalationEvent.ClockStarted;
import dev.countersign.contracts.event.EscalationEvent.EscalationFired;
import dev.countersign.contracts.event.EscalationEvent.ReminderCause;
import dev.countersign.contracts.event.EscalationEvent.ReminderFired;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.NotificationEvent.DeliverySucceeded;
import dev.countersign.contracts.event.NotificationEvent.Purpose;
import dev.countersign.contracts.event.ReviewEvent.ReassignCause;
import dev.countersign.contracts.event.ReviewEvent.ReopenCause;
import dev.countersign.contracts.event.ReviewKind;
import dev.countersign.contracts.event.Topic;
import dev.countersign.contracts.policy.OnExpiry;
import dev.countersign.localstack.test.TestTopics;
import dev.countersign.notification.clock.ClockJob;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens when nobody answers, and that it stops when somebody does. */
@QuarkusTest
@RealParts
class ClockStoriesTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @Inject
    MovableClock clock;

    @Inject
    MailServer mail;

    @Inject
    Scheduler scheduler;

    @Inject
    ClockJob job;

    @BeforeEach
    void mailServerIsUp() {
        mail.start();
    }

    @AfterEach
    void jobRuns() {
        scheduler.resume("clocks");
        mail.stop();
    }

    @ParameterizedTest
    @EnumSource(ReviewKind.class)
    void theOwnerOfANewReviewIsToldAndTheClockRuns(ReviewKind kind) throws MessagingException {
        ReviewStory story = ReviewStory.given(clock)
                .kind(kind)
                .pickUp(Duration.ofMinutes(15))
                .decide(Duration.ofHours(4), OnExpiry.REJECT)
                .opened("maria");

        ClockStarted started = story.clockStarted(1);
        assertThat(started.pickUpBy()).isEqualTo(story.openedAt().plus(Duration.ofMinutes(15)));
        assertThat(started.decideBy()).isEqualTo(story.openedAt().plus(Duration.ofHours(4)));
        assertThat(mail.expect(1, story.address("maria")).getFirst().getSubject())
                .isEqualTo("[airline-changes] A review waits for you");
        DeliverySucceeded delivered = story.expect(DeliverySucceeded.class, event -> true);
        assertThat(delivered.person()).isEqualTo(story.person("maria"));
        assertThat(delivered.purpose()).isEqualTo(Purpose.OPENED);
        assertThat(delivered.attempts()).isEqualTo(1);
    }

    @Test
    void afterTenMinutesTheOwnerIsReminded() throws MessagingException {
        ReviewStory story = ReviewStory.given(clock).reminderAt(TEN_MINUTES).opened("maria");
        mail.expect(1, story.address("maria"));

        clock.forward(TEN_MINUTES);

        ReminderFired fired = story.expect(ReminderFired.class);
        assertThat(fired.cause()).isEqualTo(ReminderCause.STEP);
        assertThat(fired.dueAt()).isEqualTo(story.openedAt().plus(TEN_MINUTES));
        assertThat(mail.expect(2, story.address("maria")).getLast().getSubject())
                .isEqualTo("[airline-changes] Reminder: a review waits for you");
    }

    @Test
    void whatNobodyPicksUpIsReminded() throws MessagingException {
        ReviewStory story = ReviewStory.given(clock).pickUp(TEN_MINUTES).opened("maria");
        mail.expect(1, story.address("maria"));

        clock.forward(TEN_MINUTES);

        assertThat(story.expect(ReminderFired.class).cause()).isEqualTo(ReminderCause.NOT_PICKED_UP);
        assertThat(mail.expect(2, story.address("maria")).getLast().getSubject())
                .isEqualTo("[airline-changes] Nobody has picked up a review of yours");
    }

    @Test
    void aClaimSilencesThePickUpReminderAndAnUnclaimBringsItBack() {
        ReviewStory story = ReviewStory.given(clock)
                .pickUp(TEN_MINUTES)
                .escalationAt(Duration.ofMinutes(11), "team:ops-leads")
                .opened("maria")
                .claimed("maria");
        story.clockStarted(1);
        awaitHeard(story);

        clock.forward(Duration.ofMinutes(11));
        story.expect(EscalationFired.class);
        assertThat(story.clockEvents()).noneMatch(ReminderFired.class::isInstance);

        story.unclaimed("maria");
        awaitHeard(story);
        clock.forward(TEN_MINUTES);

        assertThat(story.expect(ReminderFired.class).cause()).isEqualTo(ReminderCause.NOT_PICKED_UP);
    }

    @Test
    void anEscalationNamesWhoIsToDecideAndTheNewOwnerIsToldWhenTheQueueSaysSo() throws MessagingException {
        ReviewStory story = ReviewStory.given(clock)
                .escalationAt(TEN_MINUTES, "person:grace")
                .opened("maria");
        mail.expect(1, story.address("maria"));

        clock.forward(TEN_MINUTES);
        assertThat(story.expect(EscalationFired.class).to()).isEqualTo(Principal.person("grace"));
        story.reassigned("maria", "grace", ReassignCause.ESCALATED, false);

        assertThat(mail.expect(1, story.address("grace")).getFirst().getSubject())
                .isEqualTo("[airline-changes] A review was escalated to you");
        assertThat(story.clockEvents().stream().filter(ClockStarted.class::isInstance))
                .hasSize(1);
    }

    @Test
    void whatNobodyDecidesExpiresOnceAndItsOwnerHearsWhatBecameOfIt() throws MessagingException {
        ReviewStory story = ReviewStory.given(clock)
                .decide(Duration.ofHours(4), OnExpiry.REJECT)
                .opened("maria");
        mail.expect(1, story.address("maria"));

        clock.forward(Duration.ofHours(4));
        ClockExpired expired = story.expect(ClockExpired.class);
        assertThat(expired.onExpiry()).isEqualTo(OnExpiry.REJECT);
        assertThat(expired.cycle()).isEqualTo(1);
        story.decided(Decision.EXPIRED, false);

        assertThat(mail.expect(2, story.address("maria")).getLast().getSubject())
                .isEqualTo("[airline-changes] A review expired undecided");
        clock.forward(Duration.ofHours(4));
        runJob();
        assertThat(story.clockEvents().stream().filter(ClockExpired.class::isInstance))
                .hasSize(1);
    }

    @Test
    void anExpiryThatEscalatesStartsTheClockOfTheNextOwner() throws MessagingException {
        ReviewStory story = ReviewStory.given(clock)
                .decide(Duration.ofHours(4), OnExpiry.ESCALATE)
                .opened("maria");
        mail.expect(1, story.address("maria"));

        clock.forward(Duration.ofHours(4));
        assertThat(story.expect(ClockExpired.class).onExpiry()).isEqualTo(OnExpiry.ESCALATE);
        story.reassigned("maria", "grace", ReassignCause.EXPIRED, true);

        ClockStarted again = story.clockStarted(2);
        assertThat(Duration.between(again.at(), again.decideBy())).isEqualTo(Duration.ofHours(4));
        assertThat(mail.expect(1, story.address("grace")).getFirst().getSubject())
                .isEqualTo("[airline-changes] An overdue review is now yours");
        assertThat(mail.expect(2, story.address("maria")).getLast().getSubject())
                .isEqualTo("[airline-changes] A review of yours has moved on");
        clock.forward(Duration.ofHours(4));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(story.clockEvents().stream()
                                .filter(ClockExpired.class::isInstance)
                                .map(event -> ((EscalationEvent) event).cycle()))
                        .containsExactly(1, 2));
    }

    @Test
    void aDecisionStopsEverything() {
        ReviewStory story = ReviewStory.given(clock)
                .reminderAt(TEN_MINUTES)
                .pickUp(TEN_MINUTES)
                .decide(Duration.ofMinutes(30), OnExpiry.REJECT)
                .opened("maria");
        mail.expect(1, story.address("maria"));

        story.decided(Decision.APPROVED, true);
        awaitHeard(story);
        clock.forward(Duration.ofHours(1));
        runJob();

        assertThat(story.clockEvents()).hasSize(1).allMatch(ClockStarted.class::isInstance);
        mail.expect(1, story.address("maria"));
    }

    @Test
    void aReopenedReviewHasItsWholeTimeAgain() throws MessagingException {
        ReviewStory story = ReviewStory.given(clock)
                .decide(Duration.ofHours(4), OnExpiry.REJECT)
                .opened("maria");
        mail.expect(1, story.address("maria"));
        clock.forward(Duration.ofHours(3));
        story.decided(Decision.CHANGES_REQUESTED, false);

        story.reopened("maria", ReopenCause.REVISED, "Move it to premium");

        ClockStarted again = story.clockStarted(2);
        assertThat(Duration.between(again.at(), again.decideBy())).isEqualTo(Duration.ofHours(4));
        assertThat(mail.expect(2, story.address("maria")).getLast().getSubject())
                .isEqualTo("[airline-changes] A review waits for you again");
        clock.forward(Duration.ofHours(4));
        assertThat(story.expect(ClockExpired.class).cycle()).isEqualTo(2);
    }

    @Test
    void whatWasMissedWhileNoJobRanIsMadeUpInOrderEachOnce() {
        ReviewStory story = ReviewStory.given(clock)
                .reminderAt(TEN_MINUTES)
                .pickUp(Duration.ofMinutes(15))
                .escalationAt(Duration.ofMinutes(30), "team:ops-leads")
                .reminderAt(Duration.ofMinutes(40))
                .decide(Duration.ofHours(4), OnExpiry.REJECT)
                .opened("maria");
        mail.expect(1, story.address("maria"));
        scheduler.pause("clocks");
        clock.forward(Duration.ofDays(3));

        scheduler.resume("clocks");

        story.expect(ClockExpired.class);
        assertThat(story.clockEvents().stream().map(ClockStoriesTest::named))
                .containsExactly(
                        "ClockStarted",
                        "ReminderFired STEP",
                        "ReminderFired NOT_PICKED_UP",
                        "EscalationFired",
                        "ReminderFired STEP",
                        "ClockExpired");
        mail.expect(4, story.address("maria"));
    }

    @Test
    void manyReplicasShareTheWorkAndNothingFiresTwice() throws Exception {
        scheduler.pause("clocks");
        List<ReviewStory> stories = IntStream.range(0, 30)
                .mapToObj(i -> ReviewStory.given(clock)
                        .reminderAt(TEN_MINUTES)
                        .decide(Duration.ofHours(1), OnExpiry.REJECT)
                        .opened("maria"))
                .toList();
        stories.getLast().clockStarted(1);
        stories.forEach(story -> mail.expect(1, story.address("maria")));
        clock.forward(Duration.ofHours(1));

        try (ExecutorService replicas = Executors.newFixedThreadPool(4)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                running.add(replicas.submit(this::runJob));
            }
            for (Future<?> replica : running) {
                replica.get();
            }
        }

        stories.forEach(story -> story.expect(ClockExpired.class));
        Map<UUID, List<String>> said = TestTopics.all(Topic.ESCALATIONS.topicName()).stream()
                .map(message -> (EscalationEvent) message.event())
                .collect(Collectors.groupingBy(
                        EscalationEvent::review, Collectors.mapping(ClockStoriesTest::named, Collectors.toList())));
        assertThat(stories)
                .allSatisfy(story -> assertThat(said.get(story.review()))
                        .containsExactly("ClockStarted", "ReminderFired STEP", "ClockExpired"));
    }

    private static String named(Event event) {
        return event.getClass().getSimpleName() + (event instanceof ReminderFired fired ? " " + fired.cause() : "");
    }

    /** One look of one replica. */
    private void runJob() {
        try {
            VertxContextSupport.subscribeAndAwait(job::fire);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** What was said of this review before has been heard: the partition is in order, and the last event has an effect to see. */
    private void awaitHeard(ReviewStory story) {
        ReviewStory marker = story.sameKey();
        marker.opened("nobody");
        marker.clockStarted(1);
    }
}
