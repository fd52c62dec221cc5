package dev.countersign.policy.callback;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "callback_delivery")
class DeliveryEntity {

    @Id
    UUID id;

    @Column
    UUID evaluation;

    @Column
    String process;

    @Column
    String agent;

    @Column
    String url;

    @Column
    String receiver;

    @Column
    String type;

    @Column(name = "occurred_at")
    Instant occurredAt;

    @Column
    String status;

    @Column
    int attempts;

    @Column(name = "due_at")
    Instant dueAt;

    @Column(name = "give_up_at")
    Instant giveUpAt;

    @Column(name = "leased_until")
    @Nullable
    Instant leasedUntil;

    @Column(name = "last_error")
    @Nullable
    String lastError;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "finished_at")
    @Nullable
    Instant finishedAt;

    boolean is(CallbackStatus wanted) {
        return status.equals(wanted.word());
    }

    /** Due at once, from the first attempt on. */
    void startOver(Instant now, Instant giveUp) {
        status = CallbackStatus.PENDING.word();
        attempts = 0;
        dueAt = now;
        giveUpAt = giveUp;
        finishedAt = null;
    }

    /** Nobody holds it any more, and it has ended. */
    void finish(CallbackStatus end, @Nullable String error, Instant now) {
        status = end.word();
        lastError = error;
        leasedUntil = null;
        finishedAt = now;
    }

    Outgoing outgoing() {
        return new Outgoing(id, evaluation, agent, url, receiver, News.of(type), occurredAt, attempts);
    }
}
