package dev.countersign.contracts.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.countersign.contracts.policy.Channel;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What notification-service says on {@link Topic#NOTIFICATIONS}: who has been told. Addresses travel in no event. */
public sealed interface NotificationEvent extends Event {

    UUID evaluation();

    UUID review();

    UUID delivery();

    @Override
    default String key() {
        return evaluation().toString();
    }

    /** What a message says. */
    enum Purpose {
        @JsonProperty("opened")
        OPENED,
        @JsonProperty("reminder")
        REMINDER,
        @JsonProperty("reassigned")
        REASSIGNED,
        @JsonProperty("reopened")
        REOPENED,
        @JsonProperty("expired")
        EXPIRED
    }

    /**
     * A message reached its channel.
     *
     * @param person who was told; absent where it went to a place and not to a person
     */
    record DeliverySucceeded(
            UUID delivery,
            UUID review,
            UUID evaluation,
            String process,
            Channel channel,
            Purpose purpose,
            @Nullable String person,
            int attempts,
            Instant at)
            implements NotificationEvent {
        public DeliverySucceeded {
            require(delivery, review, evaluation, process, at);
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(purpose, "purpose");
        }
    }

    /**
     * A message was given up after its last attempt.
     *
     * @param error what the channel said, without addresses or secrets
     */
    record DeliveryFailed(
            UUID delivery,
            UUID review,
            UUID evaluation,
            String process,
            Channel channel,
            Purpose purpose,
            @Nullable String person,
            int attempts,
            String error,
            Instant at)
            implements NotificationEvent {
        public DeliveryFailed {
            require(delivery, review, evaluation, process, at);
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(purpose, "purpose");
            Objects.requireNonNull(error, "error");
        }
    }

    private static void require(UUID delivery, UUID review, UUID evaluation, String process, Instant at) {
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(review, "review");
        Objects.requireNonNull(evaluation, "evaluation");
        Objects.requireNonNull(process, "process");
        Objects.requireNonNull(at, "at");
    }
}
