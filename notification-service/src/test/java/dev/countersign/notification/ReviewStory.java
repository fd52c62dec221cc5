package dev.countersign.notification;

import static dev.countersign.localstack.test.Patience.PATIENCE;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Contact;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.EscalationEvent;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.NotificationEvent;
import dev.countersign.contracts.event.ReviewEvent;
import dev.countersign.contracts.event.ReviewEvent.ReassignCause;
import dev.countersign.contracts.event.ReviewEvent.ReviewClaimed;
import dev.countersign.contracts.event.ReviewEvent.ReviewDecided;
import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.contracts.event.ReviewEvent.ReviewReassigned;
import dev.countersign.contracts.event.ReviewEvent.ReviewReopened;
import dev.countersign.contracts.event.ReviewEvent.ReviewUnclaimed;
import dev.countersign.contracts.event.ReviewKind;
import dev.countersign.contracts.event.Topic;
import dev.countersign.contracts.policy.Channel;
import dev.countersign.contracts.policy.NotifyRoute;
import dev.countersign.contracts.policy.OnExpiry;
import dev.countersign.contracts.policy.SlaPolicy;
import dev.countersign.contracts.policy.SlaPolicy.Step;
import dev.countersign.localstack.test.TestTopics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** One review as queue-service tells its story. People of different stories have different addresses. */
public final class ReviewStory {

    private final Clock clock;
    private final UUID review = UUID.randomUUID();
    private final UUID evaluation;
    private final List<Step> steps = new ArrayList<>();
    private List<NotifyRoute> routes = List.of(new NotifyRoute(Channel.EMAIL, NotifyRoute.OWNER));
    private Duration pickUp = Duration.ofDays(30);
    private Duration decide = Duration.ofDays(60);
    private OnExpiry onExpiry = OnExpiry.REJECT;
    private String effect = "Move reservation/UM3OG5 to business";
    private ReviewKind kind = ReviewKind.LIVE;
    private Instant openedAt = Instant.EPOCH;

    private ReviewStory(Clock clock, UUID evaluation) {
        this.clock = clock;
        this.evaluation = evaluation;
    }

    /** A review with a clock so long that nothing fires by itself. */
    public static ReviewStory given(Clock clock) {
        return new ReviewStory(clock, UUID.randomUUID());
    }

    /** Another review of the same evaluation: what is said of it comes after what was said of this one. */
    public ReviewStory sameKey() {
        return new ReviewStory(clock, evaluation);
    }

    public ReviewStory reminderAt(Duration at) {
        steps.add(new Step(at, "owner", null));
        return this;
    }

    public ReviewStory escalationAt(Duration at, String to) {
        steps.add(new Step(at, null, Principal.parse(to)));
        return this;
    }

    public ReviewStory pickUp(Duration within) {
        pickUp = within;
        return this;
    }

    public ReviewStory decide(Duration within, OnExpiry end) {
        decide = within;
        onExpiry = end;
        return this;
    }

    public ReviewStory effect(String text) {
        effect = text;
        return this;
    }

    public ReviewStory routes(NotifyRoute... to) {
        routes = List.of(to);
        return this;
    }

    public ReviewStory kind(ReviewKind of) {
        kind = of;
        return this;
    }

    public UUID review() {
        return review;
    }

    public UUID evaluation() {
        return evaluation;
    }

    public Instant openedAt() {
        return openedAt;
    }

    /** A person of this story. */
    public String person(String name) {
        return name + "-" + review.toString().substring(0, 8);
    }

    public String address(String name) {
        return person(name) + "@example.com";
    }

    public ReviewStory opened(String owner) {
        openedAt = clock.instant();
        return say(new ReviewOpened(
                review,
                evaluation,
                "airline-changes",
                kind,
                "airline-agent",
                "update_reservation_flights",
                "reservation/UM3OG5",
                effect,
                Principal.person(person(owner)),
                List.of(contact(owner)),
                List.of(),
                1,
                new SlaPolicy(null, pickUp, decide, steps, onExpiry),
                routes,
                openedAt));
    }

    public ReviewStory claimed(String by) {
        return say(new ReviewClaimed(review, evaluation, "airline-changes", who(by), clock.instant()));
    }

    public ReviewStory unclaimed(String by) {
        return say(new ReviewUnclaimed(review, evaluation, "airline-changes", who(by), clock.instant()));
    }

    public ReviewStory reassigned(String from, String to, ReassignCause cause, boolean restartClock) {
        return say(new ReviewReassigned(
                review,
                evaluation,
                "airline-changes",
                who(from),
                who(to),
                List.of(contact(to)),
                List.of(),
                cause,
                null,
                null,
                restartClock,
                clock.instant()));
    }

    public ReviewStory reopened(String owner, ReviewEvent.ReopenCause cause, String newEffect) {
        return say(new ReviewReopened(
                review,
                evaluation,
                "airline-changes",
                cause,
                who(owner),
                List.of(contact(owner)),
                newEffect,
                List.of(),
                clock.instant()));
    }

    public ReviewStory decided(Decision outcome, boolean proceed) {
        return say(new ReviewDecided(
                review,
                evaluation,
                "airline-changes",
                kind,
                outcome,
                proceed,
                List.of(),
                null,
                null,
                openedAt,
                null,
                List.of(),
                clock.instant()));
    }

    private ReviewStory say(ReviewEvent event) {
        TestTopics.produce("/queue-service", event);
        return this;
    }

    /** Waits until the service has said that the clock runs, for that time. */
    public EscalationEvent.ClockStarted clockStarted(int cycle) {
        return TestTopics.await(
                Topic.ESCALATIONS,
                EscalationEvent.ClockStarted.class,
                event -> event.review().equals(review) && event.cycle() == cycle,
                PATIENCE);
    }

    public <E extends EscalationEvent> E expect(Class<E> shape) {
        return TestTopics.await(
                Topic.ESCALATIONS, shape, event -> event.review().equals(review), PATIENCE);
    }

    public <E extends NotificationEvent> E expect(Class<E> shape, Predicate<E> condition) {
        return TestTopics.await(
                Topic.NOTIFICATIONS, shape, event -> event.review().equals(review) && condition.test(event), PATIENCE);
    }

    /** Everything that the clock has said of this review so far, in order. */
    public List<Event> clockEvents() {
        return TestTopics.all(Topic.ESCALATIONS.topicName()).stream()
                .map(TestTopics.Message::event)
                .filter(event ->
                        event instanceof EscalationEvent e && e.review().equals(review))
                .toList();
    }

    private Principal who(String name) {
        return Principal.person(person(name));
    }

    private Contact contact(String name) {
        return new Contact(person(name), name, address(name), null, "Europe/Madrid");
    }
}
