package dev.countersign.policy.replay;

import dev.countersign.contracts.event.Outcome;
import dev.countersign.policy.hindsight.ReviewPace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a comparison comes to by what has turned out since: it grows as people decide and errors come to light.
 *
 * @param noLongerAsked those who were asked and nobody would be, by the owner of their review; {@code ""} while it has none
 * @param saved how long people were on those
 * @param errors the known errors among the compared evaluations
 * @param pace how long people are on a review of the process
 */
public record Aftermath(Map<String, Long> noLongerAsked, Saved saved, Errors errors, ReviewPace pace) {

    public Aftermath {
        noLongerAsked = Map.copyOf(noLongerAsked);
    }

    /**
     * Time that reviewers would not have spent.
     *
     * @param reviews how many of those reviews were timed
     * @param time what they took together, no one longer than {@link ReviewPace#longest()}
     */
    public record Saved(long reviews, Duration time) {
        public static final Saved NOTHING = new Saved(0, Duration.ZERO);

        Saved plus(Duration review) {
            return new Saved(reviews + 1, time.plus(review));
        }
    }

    /**
     * Known errors.
     *
     * @param total how many of the compared evaluations are known to have been wrong
     * @param slipped how many of them the candidate lets go without a person
     * @param slippedThen how many of them went without a person
     * @param first the first of those that the candidate lets go, no more than {@link #SHOWN}
     */
    public record Errors(long total, long slipped, long slippedThen, List<Slipped> first) {

        public static final int SHOWN = 100;

        public Errors {
            first = List.copyOf(first);
        }
    }

    /**
     * A known error that the candidate would have let go.
     *
     * @param why what showed it: decisions other than {@code approved}, and {@code escape-<how it was found>}
     */
    public record Slipped(UUID evaluation, Instant createdAt, String actionType, Outcome recorded, List<String> why) {
        public Slipped {
            why = List.copyOf(why);
        }
    }
}
