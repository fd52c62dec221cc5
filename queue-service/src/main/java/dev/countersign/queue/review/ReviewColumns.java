package dev.countersign.queue.review;

import dev.countersign.contracts.event.ReviewKind;
import dev.countersign.contracts.policy.Urgency;
import dev.countersign.queue.database.Columns;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A {@link ReviewRow} as the columns of its table: those that stay as they were when it was opened, and those that change. */
final class ReviewColumns {

    private static final List<String> KEPT = List.of(
            "id",
            "evaluation",
            "process",
            "title",
            "kind",
            "agent",
            "action_type",
            "target",
            "urgency",
            "accountable",
            "opened_at",
            "confidence_band");

    private static final List<String> CHANGING = List.of(
            "effect",
            "unroutable",
            "phase",
            "version",
            "revision",
            "owner",
            "escalated_from",
            "cycle",
            "pick_up_by",
            "decide_by",
            "claimed_by",
            "claimed_until",
            "needed",
            "digest",
            "proposed",
            "approvals",
            "editor",
            "waiting_since",
            "picked_up_at",
            "decided_by",
            "reason",
            "proceed",
            "decided_at",
            "directory_version",
            "stands_in_for",
            "owner_as",
            "asked",
            "look_again_at");

    private static final List<String> ALL =
            Stream.concat(KEPT.stream(), CHANGING.stream()).toList();

    /** All columns of the table {@code review}, called {@code r} in the query. */
    static final String OF_R = ALL.stream().map(name -> "r." + name).collect(Collectors.joining(", "));

    static final String INSERT =
            "insert into review (" + String.join(", ", ALL) + ") values (" + parameters(1, ALL.size()) + ")";

    static final String UPDATE = "update review set (" + String.join(", ", CHANGING) + ") = row("
            + parameters(2, CHANGING.size()) + ") where id = $1";

    private ReviewColumns() {}

    private static String parameters(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(number -> "$" + number)
                .collect(Collectors.joining(", "));
    }

    static ReviewRow read(Columns columns) {
        ReviewRow row = new ReviewRow();
        row.id = columns.id();
        row.evaluation = columns.id();
        row.process = columns.text();
        row.title = columns.text();
        row.kind = columns.constant(ReviewKind.class);
        row.agent = columns.text();
        row.actionType = columns.text();
        row.target = columns.text();
        row.urgency = columns.constant(Urgency.class);
        row.accountable = columns.text();
        row.openedAt = columns.instant();
        row.confidenceBand = columns.numberOrNull();
        row.effect = columns.text();
        row.unroutable = columns.flag();
        row.phase = columns.constant(Phase.class);
        row.version = columns.number();
        row.revision = columns.number();
        row.owner = columns.text();
        row.escalatedFrom = columns.text();
        row.cycle = columns.number();
        row.pickUpBy = columns.instantOrNull();
        row.decideBy = columns.instantOrNull();
        row.claimedBy = columns.textOrNull();
        row.claimedUntil = columns.instantOrNull();
        row.needed = columns.number();
        row.digest = columns.text();
        row.proposed = columns.text();
        row.approvals = columns.text();
        row.editor = columns.textOrNull();
        row.waitingSince = columns.instant();
        row.pickedUpAt = columns.instantOrNull();
        row.decidedBy = columns.text();
        row.reason = columns.textOrNull();
        row.proceed = columns.flag();
        row.decidedAt = columns.instantOrNull();
        row.directoryVersion = columns.count();
        row.standsInFor = columns.textOrNull();
        row.ownerAs = columns.textOrNull();
        row.asked = columns.textOrNull();
        row.lookAgainAt = columns.instantOrNull();
        return row;
    }

    /** What {@link #INSERT} takes. */
    static @Nullable Object[] inserted(ReviewRow row) {
        return Stream.concat(Stream.of(kept(row)), Stream.of(changing(row))).toArray();
    }

    /** What {@link #UPDATE} takes. */
    static @Nullable Object[] updated(ReviewRow row) {
        return Stream.concat(Stream.of(row.id), Stream.of(changing(row))).toArray();
    }

    private static @Nullable Object[] kept(ReviewRow row) {
        return new @Nullable Object[] {
            row.id,
            row.evaluation,
            row.process,
            row.title,
            row.kind,
            row.agent,
            row.actionType,
            row.target,
            row.urgency,
            row.accountable,
            row.openedAt,
            row.confidenceBand
        };
    }

    private static @Nullable Object[] changing(ReviewRow row) {
        return new @Nullable Object[] {
            row.effect,
            row.unroutable,
            row.phase,
            row.version,
            row.revision,
            row.owner,
            row.escalatedFrom,
            row.cycle,
            row.pickUpBy,
            row.decideBy,
            row.claimedBy,
            row.claimedUntil,
            row.needed,
            row.digest,
            row.proposed,
            row.approvals,
            row.editor,
            row.waitingSince,
            row.pickedUpAt,
            row.decidedBy,
            row.reason,
            row.proceed,
            row.decidedAt,
            row.directoryVersion,
            row.standsInFor,
            row.ownerAs,
            row.asked,
            row.lookAgainAt
        };
    }
}
