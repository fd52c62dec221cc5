package dev.countersign.policy.replay;

import dev.countersign.contracts.event.Outcome;
import dev.countersign.policy.replay.Compared.Change;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a candidate policy answers beside what was answered.
 *
 * @param evaluations how many were compared
 * @param halted how many were left out, because the stop button had answered and not the policy
 * @param changes how often which answer became which other
 * @param reasons in how many evaluations each reason was given, and how many the candidate gives it in
 */
@Schema(name = "Comparison")
@RegisterForReflection
public record ComparisonView(
        long evaluations,
        long halted,
        OutcomesView outcomes,
        List<ChangeView> changes,
        List<ReasonView> reasons,
        AskedView noLongerAsked,
        AskedView newlyAsked,
        MinutesView reviewMinutes,
        ErrorsView knownErrors) {

    /** How often each outcome was answered, and how often the candidate answers it; it may refuse what was once taken. */
    @Schema(name = "ComparedOutcomes")
    @RegisterForReflection
    public record OutcomesView(Map<Outcome, Long> recorded, Map<CandidateOutcome, Long> candidate) {}

    @Schema(name = "ComparedChange")
    @RegisterForReflection
    public record ChangeView(Outcome recorded, CandidateOutcome candidate, long evaluations) {}

    @Schema(name = "ComparedReason")
    @RegisterForReflection
    public record ReasonView(String source, String code, long recorded, long candidate) {}

    /**
     * How many people's reviews it is about.
     *
     * @param byOwner by the owner of the review as it was, or as the candidate names them first; {@code nobody} for what has no owner
     *     yet
     */
    @Schema(name = "ComparedReviews")
    @RegisterForReflection
    public record AskedView(long evaluations, Map<String, Long> byOwner) {}

    /**
     * Minutes of reviewers, from picking a review up to deciding it.
     *
     * @param saved absent where nothing is known of how long reviews take
     */
    @Schema(name = "ReviewMinutes")
    @RegisterForReflection
    public record MinutesView(
            @Nullable Double saved,
            @Nullable Double added,
            @Nullable Double net,
            BasisView basis) {}

    /**
     * What the minutes rest on.
     *
     * @param reviews how many timed reviews the median is of
     * @param longestCounted what one review counts for at most: the 90th percentile
     * @param timed how many of the saved reviews count as they were timed
     * @param estimated how many reviews, saved or added, count as the median
     */
    @Schema(name = "ReviewMinutesBasis")
    @RegisterForReflection
    public record BasisView(
            long reviews,
            @Nullable Duration median,
            @Nullable Duration longestCounted,
            long timed,
            long estimated) {}

    /**
     * What people decided otherwise, or found afterwards, among the compared evaluations.
     *
     * @param caught those that the candidate asks a person about, or does not let go at all
     * @param slipped those that the candidate lets go without a person
     * @param slippedThen those that did go without a person
     * @param slippedThrough the first of those that the candidate lets go
     */
    @Schema(name = "KnownErrors")
    @RegisterForReflection
    public record ErrorsView(
            long total, long caught, long slipped, long slippedThen, List<SlippedView> slippedThrough) {}

    /**
     * A known error that the candidate lets go.
     *
     * @param why what showed it: {@code rejected}, {@code approved-with-changes}, {@code changes-requested}, {@code taken-over}, or
     *     {@code escape-<how it was found>}
     */
    @Schema(name = "SlippedThrough")
    @RegisterForReflection
    public record SlippedView(
            UUID evaluation, Instant createdAt, String actionType, Outcome recorded, List<String> why) {}

    public static ComparisonView of(Tally tally, Aftermath aftermath) {
        Aftermath.Errors errors = aftermath.errors();
        return new ComparisonView(
                tally.evaluations(),
                tally.halted(),
                new OutcomesView(tally.recorded(), tally.candidate()),
                changes(tally),
                reasons(tally),
                asked(tally.count(Change::noLongerAsked), aftermath.noLongerAsked()),
                asked(tally.count(Change::newlyAsked), tally.newlyAsked()),
                minutes(ReviewMinutes.of(tally, aftermath), aftermath),
                new ErrorsView(
                        errors.total(),
                        errors.total() - errors.slipped(),
                        errors.slipped(),
                        errors.slippedThen(),
                        errors.first().stream().map(ComparisonView::slipped).toList()));
    }

    private static List<ChangeView> changes(Tally tally) {
        return tally.answers().entrySet().stream()
                .filter(answer -> answer.getKey().differs())
                .map(answer -> new ChangeView(
                        answer.getKey().recorded(), answer.getKey().candidate(), answer.getValue()))
                .toList();
    }

    private static List<ReasonView> reasons(Tally tally) {
        return tally.reasons().entrySet().stream()
                .map(reason -> new ReasonView(
                        reason.getKey().source(),
                        reason.getKey().code(),
                        reason.getValue().recorded(),
                        reason.getValue().candidate()))
                .toList();
    }

    private static AskedView asked(long evaluations, Map<String, Long> byOwner) {
        Map<String, Long> named = new TreeMap<>();
        byOwner.forEach((owner, n) -> named.put(owner.isEmpty() ? "nobody" : owner, n));
        return new AskedView(evaluations, named);
    }

    private static MinutesView minutes(ReviewMinutes minutes, Aftermath aftermath) {
        var pace = aftermath.pace();
        boolean known = pace.isKnown();
        BasisView basis = new BasisView(
                pace.reviews(),
                known ? pace.median() : null,
                known ? pace.longest() : null,
                aftermath.saved().reviews(),
                minutes.estimated());
        return new MinutesView(
                known ? inMinutes(minutes.saved()) : null,
                known ? inMinutes(minutes.added()) : null,
                known ? inMinutes(minutes.net()) : null,
                basis);
    }

    /** To a tenth: seconds are not what this is about. */
    private static double inMinutes(Duration time) {
        return Math.round(time.toMillis() / 6_000.0) / 10.0;
    }

    private static SlippedView slipped(Aftermath.Slipped slipped) {
        return new SlippedView(
                slipped.evaluation(), slipped.createdAt(), slipped.actionType(), slipped.recorded(), slipped.why());
    }
}
