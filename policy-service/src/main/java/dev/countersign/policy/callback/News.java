package dev.countersign.policy.callback;

import dev.countersign.policy.evaluation.Status;
import java.util.Arrays;
import java.util.Optional;

/** What a callback tells of. */
enum News {
    DECIDED("evaluation.decided"),
    /** It had been released, and waits for a person again. */
    RETURNED("evaluation.returned"),
    /** It grew old, and the policy no longer lets it go. */
    WITHDRAWN("evaluation.withdrawn");

    private final String type;

    News(String type) {
        this.type = type;
    }

    /** The {@code type} of the message. */
    String type() {
        return type;
    }

    static News of(String type) {
        return Arrays.stream(values())
                .filter(news -> news.type.equals(type))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(type));
    }

    /** What is told of an evaluation that has got this status from somebody other than its agent; what only agents do is no news. */
    static Optional<News> of(Status status) {
        return switch (status) {
            case RELEASED, REJECTED, CHANGES_REQUESTED, TAKEN_OVER, EXPIRED -> Optional.of(DECIDED);
            case WAITING -> Optional.of(RETURNED);
            case WITHDRAWN -> Optional.of(WITHDRAWN);
            case BLOCKED, EXECUTED, FAILED -> Optional.empty();
        };
    }

    /** Whether it is still worth telling: the agent may have read, and gone on from there, meanwhile. */
    boolean stillTrue(Status now) {
        return of(now).filter(this::equals).isPresent();
    }
}
