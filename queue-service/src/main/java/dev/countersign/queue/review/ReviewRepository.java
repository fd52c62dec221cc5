package dev.countersign.queue.review;

import dev.countersign.messaging.Write;
import dev.countersign.queue.database.Columns;
import dev.countersign.queue.database.SessionStatements;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reviews in the database. Every method works in the current session, or says what is to be written in it. */
@ApplicationScoped
class ReviewRepository {

    private static final String REVIEW = "select " + ReviewColumns.OF_R + " from review r where r.";
    private static final String CONTENT =
            "select c.review, c.recorded, c.payload, c.trail, c.returned from review_content c where ";
    private static final String HISTORY =
            "select id, review, what, by, detail, attention, at from review_history where review = $1";

    /** The review, held until the transaction ends; null where there is none. */
    Uni<@Nullable ReviewRow> hold(UUID id) {
        return SessionStatements.row(REVIEW + "id = $1 for update", ReviewColumns::read, id);
    }

    /** The review of an evaluation, held until the transaction ends; null where there is none. */
    Uni<@Nullable ReviewRow> holdOf(UUID evaluation) {
        return SessionStatements.row(REVIEW + "evaluation = $1 for update", ReviewColumns::read, evaluation);
    }

    Uni<@Nullable ReviewRow> find(UUID id) {
        return SessionStatements.row(REVIEW + "id = $1", ReviewColumns::read, id);
    }

    Uni<Boolean> exists(UUID evaluation) {
        return SessionStatements.row("select 1 from review where evaluation = $1", Columns::number, evaluation)
                .map(Objects::nonNull);
    }

    Uni<@Nullable ContentRow> content(UUID review) {
        return SessionStatements.row(CONTENT + "c.review = $1", ReviewRepository::content, review);
    }

    Uni<@Nullable ContentRow> contentOf(UUID evaluation) {
        return SessionStatements.row(
                CONTENT + "c.review = (select r.id from review r where r.evaluation = $1)",
                ReviewRepository::content,
                evaluation);
    }

    private static ContentRow content(Columns columns) {
        ContentRow row = new ContentRow();
        row.review = columns.id();
        row.recorded = columns.text();
        row.payload = columns.text();
        row.trail = columns.text();
        row.returned = columns.textOrNull();
        return row;
    }

    Uni<List<HistoryRow>> history(UUID review) {
        return SessionStatements.rows(HISTORY + " order by at, id", ReviewRepository::line, review);
    }

    /** The approvals that were given of a review since it waits. */
    Uni<List<HistoryRow>> approvalsSince(UUID review, Instant since) {
        return SessionStatements.rows(
                HISTORY + " and what = $2 and at >= $3 order by at, id",
                ReviewRepository::line,
                review,
                What.APPROVAL_GIVEN,
                since);
    }

    private static HistoryRow line(Columns columns) {
        return new HistoryRow(
                columns.id(),
                columns.id(),
                columns.constant(What.class),
                columns.textOrNull(),
                columns.textOrNull(),
                columns.textOrNull(),
                columns.instant());
    }

    Uni<List<RevisionRow>> revisions(UUID review) {
        return SessionStatements.rows(
                "select review, revision, payload, digest, note, at from review_revision where review = $1 order by revision",
                columns -> new RevisionRow(
                        columns.id(),
                        columns.number(),
                        columns.text(),
                        columns.text(),
                        columns.textOrNull(),
                        columns.instant()),
                review);
    }

    /** Open reviews that a change of the directory has not reached, held; those that others hold are left to them. */
    Uni<List<UUID>> behind(long directoryVersion, int most) {
        return ids(
                "select id from review where phase = 'OPEN' and directory_version < $1"
                        + " order by directory_version limit $2 for update skip locked",
                directoryVersion,
                most);
    }

    /** Open reviews of which the calendar has given or taken somebody's right, held. */
    Uni<List<UUID>> lookedAtAgain(Instant now, int most) {
        return ids(
                "select id from review where phase = 'OPEN' and look_again_at <= $1"
                        + " order by look_again_at limit $2 for update skip locked",
                now,
                most);
    }

    /** Reviews whose claim was not renewed, held. */
    Uni<List<UUID>> lapsed(Instant now, int most) {
        return ids("select id from review where claimed_until <= $1 limit $2 for update skip locked", now, most);
    }

    private static Uni<List<UUID>> ids(String sql, Object bound, int most) {
        return SessionStatements.rows(sql, Columns::id, bound, (long) most);
    }

    Write adding(ReviewRow row) {
        return write(ReviewColumns.INSERT, ReviewColumns.inserted(row));
    }

    Write changing(ReviewRow row) {
        return write(ReviewColumns.UPDATE, ReviewColumns.updated(row));
    }

    Write adding(ContentRow row) {
        return write(
                "insert into review_content (review, recorded, payload, trail, returned) values ($1, $2, $3, $4, $5)",
                row.review,
                row.recorded,
                row.payload,
                row.trail,
                row.returned);
    }

    Write changing(ContentRow row) {
        return write(
                "update review_content set recorded = $2, payload = $3, trail = $4, returned = $5 where review = $1",
                row.review,
                row.recorded,
                row.payload,
                row.trail,
                row.returned);
    }

    Write adding(HistoryRow row) {
        return write(
                "insert into review_history (id, review, what, by, detail, attention, at) values ($1, $2, $3, $4, $5, $6, $7)",
                row.id(),
                row.review(),
                row.what(),
                row.person(),
                row.detail(),
                row.attention(),
                row.at());
    }

    Write adding(RevisionRow row) {
        return write(
                "insert into review_revision (review, revision, payload, digest, note, at) values ($1, $2, $3, $4, $5, $6)",
                row.review(),
                row.revision(),
                row.payload(),
                row.digest(),
                row.note(),
                row.at());
    }

    private static Write write(String sql, @Nullable Object... values) {
        return new Write(sql, Arrays.asList(values));
    }
}
