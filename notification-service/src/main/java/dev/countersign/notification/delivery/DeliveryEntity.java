package dev.countersign.notification.delivery;

import dev.countersign.contracts.event.NotificationEvent;
import dev.countersign.contracts.event.NotificationEvent.DeliveryFailed;
import dev.countersign.contracts.event.NotificationEvent.DeliverySucceeded;
import dev.countersign.contracts.event.QueueEvent.QueueUnwatched;
import dev.countersign.contracts.policy.Channel;
import dev.countersign.notification.channel.MailAddress;
import dev.countersign.notification.channel.Notice;
import dev.countersign.notification.channel.Occasion;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One message to one recipient as the database has it. */
@Entity
@Table(name = "delivery")
public class DeliveryEntity {

    @Id
    public UUID id;

    public @Nullable UUID review;

    public @Nullable UUID evaluation;

    @Column
    public String process;

    @Column
    public String occasion;

    @Column
    public String channel;

    public @Nullable String person;

    public @Nullable String address;

    public @Nullable String zone;

    @Column
    public String effect;

    @Column(name = "decide_by")
    public @Nullable Instant decideBy;

    @Column
    public String state;

    public int attempts;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "next_attempt_at")
    public Instant nextAttemptAt;

    @Column(name = "leased_until")
    public @Nullable Instant leasedUntil;

    public @Nullable String error;

    @Column(name = "finished_at")
    public @Nullable Instant finishedAt;

    static DeliveryEntity of(UUID id, Telling telling, Addressee to, Instant now) {
        DeliveryEntity entity = to(to, now);
        entity.id = id;
        entity.review = telling.review().id();
        entity.evaluation = telling.review().evaluation();
        entity.process = telling.review().process();
        entity.occasion = telling.occasion().name();
        entity.effect = telling.review().effect();
        entity.decideBy = telling.decideBy();
        return entity;
    }

    /** A message about a queue that nobody watches. */
    static DeliveryEntity of(UUID id, QueueUnwatched queue, Addressee to, Instant now) {
        DeliveryEntity entity = to(to, now);
        entity.id = id;
        entity.process = queue.process();
        entity.occasion = Occasion.QUEUE_UNWATCHED.name();
        entity.effect = Unwatched.sentence(queue, to.zone());
        return entity;
    }

    private static DeliveryEntity to(Addressee to, Instant now) {
        DeliveryEntity entity = new DeliveryEntity();
        entity.channel = to.channel().name().toLowerCase(Locale.ROOT);
        entity.person = to.person();
        entity.address = to.address();
        entity.zone = to.zone();
        entity.state = DeliveryState.PENDING.word();
        entity.createdAt = now;
        entity.nextAttemptAt = now;
        return entity;
    }

    boolean is(DeliveryState wanted) {
        return state.equals(wanted.word());
    }

    Occasion why() {
        return Occasion.valueOf(occasion);
    }

    Channel route() {
        return Channel.valueOf(channel.toUpperCase(Locale.ROOT));
    }

    /** Whether there is anywhere to send it to: an address, on a channel that this installation has. */
    boolean reachable() {
        return switch (route()) {
            case EMAIL -> address != null && MailAddress.isOne(address);
            case SLACK -> false;
        };
    }

    Notice notice() {
        return new Notice(id, review, process, why(), effect, decideBy, zone);
    }

    /** Nobody holds it any more, and it has ended. */
    void finish(DeliveryState end, @Nullable String reason, Instant now) {
        state = end.word();
        error = reason;
        leasedUntil = null;
        finishedAt = now;
    }

    /** What is said of it when it was sent. Of a message about a queue nothing is: the events are about evaluations. */
    List<NotificationEvent> succeeded(Instant now) {
        return review == null || evaluation == null
                ? List.of()
                : List.of(new DeliverySucceeded(
                        id, review, evaluation, process, route(), why().purpose(), person, attempts, now));
    }

    /** What is said of it when it was given up. */
    List<NotificationEvent> failed(String reason, Instant now) {
        return review == null || evaluation == null
                ? List.of()
                : List.of(new DeliveryFailed(
                        id, review, evaluation, process, route(), why().purpose(), person, attempts, reason, now));
    }
}
