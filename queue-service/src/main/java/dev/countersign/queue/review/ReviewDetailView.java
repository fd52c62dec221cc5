package dev.countersign.queue.review;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.event.Action;
import dev.countersign.contracts.event.Attention;
import dev.countersign.contracts.event.Case;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRecorded;
import dev.countersign.contracts.event.Reason;
import dev.countersign.contracts.event.Run;
import dev.countersign.contracts.event.Source;
import dev.countersign.contracts.event.Supervision;
import dev.countersign.contracts.event.TrailStep;
import dev.countersign.contracts.policy.CostOfError;
import dev.countersign.contracts.policy.Impact;
import dev.countersign.contracts.policy.OnExpiry;
import dev.countersign.contracts.policy.Show;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A review with everything that is needed to decide it.
 *
 * @param action with the payload that approving unchanged approves
 * @param deciding what it takes of whoever asks to decide it
 * @param edited who last changed that payload, where it is not the agent's
 * @param signals as the agent declared them
 * @param firedSignals the policy's signals that fired
 * @param returned why the policy refused what was approved before, where it did
 * @param others who else may decide it now
 */
record ReviewDetailView(
        @JsonUnwrapped ReviewSummaryView summary,
        @JsonUnwrapped DecidingView deciding,
        String agent,
        Action action,
        String payloadDigest,
        @Nullable NamedView edited,
        Show show,
        @Nullable JsonNode schema,
        boolean reversible,
        CostOfError costOfError,
        Impact impact,
        List<Reason> reasons,
        List<Reason> returned,
        @Nullable Double confidence,
        Map<String, Double> confidenceByField,
        List<String> signals,
        List<String> firedSignals,
        List<Source> sources,
        @JsonProperty("case") @Nullable Case content,
        @Nullable Run run,
        @Nullable Integer policyVersion,
        List<TrailStep> trail,
        List<OtherView> others,
        List<String> rejectReasons,
        @Nullable Duration freshFor,
        OnExpiry onExpiry,
        List<HistoryView> history,
        List<RevisionView> revisions) {

    /** Somebody else who may decide it. */
    record OtherView(String person, String name, String note) {}

    /** One thing that happened. */
    record HistoryView(
            Instant at,
            What what,
            @Nullable String by,
            @Nullable String byName,
            @Nullable String detail,
            @Nullable AttentionView attention) {}

    /** What somebody's browser said of how they had looked before they did it; see docs/attention.md. */
    record AttentionView(
            @Nullable Duration open,
            @Nullable Boolean scrolledToEnd,
            @Nullable Integer sourcesOpened,
            int sources) {

        static @Nullable AttentionView of(@Nullable String stored) {
            Attention kept = stored == null ? null : StoredJson.read(stored, Attention.class);
            return kept == null || (kept.open() == null && kept.scrolledToEnd() == null && kept.sourcesOpened() == null)
                    ? null
                    : new AttentionView(kept.open(), kept.scrolledToEnd(), kept.sourcesOpened(), kept.sources());
        }
    }

    static ReviewDetailView of(
            Loaded review,
            ReviewSummaryView summary,
            DecidingView deciding,
            List<OtherView> others,
            List<HistoryRow> history,
            List<RevisionRow> revisions) {
        EvaluationRecorded recorded = review.recorded();
        Supervision supervision = review.supervision();
        return new ReviewDetailView(
                summary,
                deciding,
                recorded.agent(),
                recorded.action().withPayload(StoredJson.tree(review.content().payload)),
                review.row().digest,
                edited(review),
                supervision.action().show(),
                supervision.action().schema(),
                supervision.action().reversible(),
                supervision.action().costOfError(),
                supervision.impact(),
                recorded.reasons(),
                returned(review),
                recorded.confidence(),
                recorded.confidenceByField(),
                recorded.signals(),
                recorded.firedSignals(),
                recorded.sources(),
                recorded.content(),
                recorded.run(),
                recorded.policyVersion(),
                StoredJson.trail(review.content().trail),
                others,
                supervision.review().rejectReasons(),
                supervision.review().freshFor(),
                supervision.sla().onExpiry(),
                history.stream().map(line -> history(review, line)).toList(),
                RevisionView.thread(review, revisions, history));
    }

    private static @Nullable NamedView edited(Loaded review) {
        Ballot ballot = review.row().state().ballot();
        String editor = ballot.editor();
        return editor == null ? null : NamedView.person(review.directory(), editor);
    }

    private static List<Reason> returned(Loaded review) {
        String returned = review.content().returned;
        return returned == null ? List.of() : StoredJson.reasons(returned);
    }

    private static HistoryView history(Loaded review, HistoryRow line) {
        String by = line.person();
        String name =
                by == null ? null : NamedView.person(review.directory(), by).name();
        return new HistoryView(line.at(), line.what(), by, name, line.detail(), AttentionView.of(line.attention()));
    }
}
