package dev.countersign.queue.review;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A list as CSV (RFC 4180). What agents write ends up in it, and a spreadsheet takes what begins with one of a few characters as a
 * formula and runs it; so such a cell begins with an apostrophe, and every cell is quoted, so that none can be broken out of (OWASP, CSV
 * injection). A reader that is no spreadsheet sees the apostrophe: that is the price.
 */
final class ReviewCsv {

    /** The common ones, their full-width forms, which some spreadsheets take for them, and what is dropped before one is looked for. */
    private static final String BEGINS_A_FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private static final List<String> HEADER = List.of(
            "id",
            "evaluation",
            "process",
            "title",
            "state",
            "action",
            "target",
            "effect",
            "owner",
            "owner name",
            "urgency",
            "opened at",
            "pick up by",
            "decide by",
            "claimed by",
            "approvals given",
            "approvals needed",
            "outcome",
            "decided by",
            "decided at",
            "reason");

    private ReviewCsv() {}

    /** The whole text, with its header, CRLF after each line. */
    static String of(List<ReviewSummaryView> reviews) {
        return Stream.concat(Stream.of(line(HEADER)), reviews.stream().map(ReviewCsv::line))
                .collect(Collectors.joining());
    }

    private static String line(ReviewSummaryView review) {
        ReviewSummaryView.DecisionView decision = review.decision();
        return line(Stream.of(
                        review.id(),
                        review.evaluation(),
                        review.process(),
                        review.title(),
                        review.state(),
                        review.actionType(),
                        review.target(),
                        review.effect(),
                        review.owner(),
                        review.ownerName(),
                        review.urgency().name().toLowerCase(Locale.ROOT),
                        review.openedAt(),
                        text(review.pickUpBy()),
                        text(review.decideBy()),
                        review.claimedBy() == null ? "" : review.claimedBy().name(),
                        review.approvals().given(),
                        review.approvals().needed(),
                        decision == null ? "" : Phase.of(decision.outcome()).word(),
                        decision == null ? "" : names(decision.by()),
                        decision == null ? "" : decision.at(),
                        decision == null ? "" : text(decision.reason()))
                .map(Object::toString)
                .toList());
    }

    private static String text(@Nullable Object value) {
        return Objects.toString(value, "");
    }

    private static String names(List<NamedView> people) {
        return people.stream().map(NamedView::name).collect(Collectors.joining("; "));
    }

    private static String line(List<String> cells) {
        return cells.stream().map(ReviewCsv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** One cell, quoted, and text to every spreadsheet. */
    static String cell(String text) {
        String safe = beginsAFormula(text) ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }

    /** Nothing invisible before it keeps a spreadsheet from it. */
    private static boolean beginsAFormula(String text) {
        int first = 0;
        while (first < text.length()
                && BEGINS_A_FORMULA.indexOf(text.charAt(first)) < 0
                && isUnseen(text.charAt(first))) {
            first++;
        }
        return first < text.length() && BEGINS_A_FORMULA.indexOf(text.charAt(first)) >= 0;
    }

    private static boolean isUnseen(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT;
    }
}
