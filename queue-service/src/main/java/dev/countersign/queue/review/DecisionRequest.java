package dev.countersign.queue.review;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import dev.countersign.queue.attention.Looked;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a person decides.
 *
 * @param payload for an approval: exactly what is approved; absent: what the review shows
 * @param reason needed to reject and to request changes; where the policy lists reasons to reject, one of them, or text that begins
 *     with one
 * @param comment more words to the reason
 * @param attention how the person looked at it, as their browser says
 */
record DecisionRequest(
        Verdict verdict,
        @Nullable JsonNode payload,
        @Nullable String reason,
        @Nullable String comment,
        @Nullable Looked attention) {

    /** What can be decided. */
    enum Verdict {
        @JsonProperty("approve")
        APPROVE,
        @JsonProperty("reject")
        REJECT,
        @JsonProperty("request-changes")
        REQUEST_CHANGES,
        @JsonProperty("take-over")
        TAKE_OVER
    }

    DecisionRequest {
        Objects.requireNonNull(verdict, "verdict");
        payload = payload == null || payload.isNull() ? null : payload;
        WrittenWords.check(reason);
        WrittenWords.check(comment);
    }

    /** The command of a person, once what the policy asks of a reason is met; approvals are made where the payload is known. */
    Command.ByPerson unlessApproval(String by, List<String> rejectReasons) {
        if (payload != null) {
            throw refused("/payload", "belongs to an approval only");
        }
        return switch (verdict) {
            case REJECT -> new Command.Reject(by, rejection(rejectReasons));
            case REQUEST_CHANGES -> new Command.RequestChanges(by, required());
            case TAKE_OVER -> new Command.TakeOver(by, words());
            case APPROVE -> throw new IllegalStateException("an approval needs its payload");
        };
    }

    private String rejection(List<String> listed) {
        String text = required();
        boolean known = listed.isEmpty() || listed.stream().anyMatch(this::beginsWith);
        if (!known) {
            throw refused("/reason", "must be, or begin with, one of: " + String.join(", ", listed));
        }
        return text;
    }

    private boolean beginsWith(String listed) {
        String given = Objects.requireNonNullElse(reason, "").strip();
        return given.equals(listed) || given.startsWith(listed + ":") || given.startsWith(listed + " ");
    }

    private String required() {
        if (reason == null || reason.isBlank()) {
            throw refused("/reason", "is needed for this verdict");
        }
        return Objects.requireNonNull(words());
    }

    /** Reason and comment as one text, or null where there is neither. */
    @Nullable
    String words() {
        String first = reason == null || reason.isBlank() ? null : reason.strip();
        String second = comment == null || comment.isBlank() ? null : comment.strip();
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return first + ": " + second;
    }

    private static Problem refused(String pointer, String sentence) {
        return Problem.of(422, "invalid-value", "Invalid value", "The body has a value that cannot be used here.")
                .with(new Violation(pointer, sentence));
    }
}
