package dev.countersign.queue.review;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The statement for one page of a person's list. The first of each of the person's names are put together: a page is a walk along one
 * index for each name, whatever else is in the system. What is not asked for is not in it, so that each is planned for what it asks. Words are looked for along the same walk, to its end if need be.
 */
final class PageStatement {

    /** Under which names a person ($1) is among those who may see a review. */
    static final String NAMES = """
            with names as materialized (
                select $1::text as name union all select id from audience where people @> array[$1::text])
            """;

    private static final List<String> SEARCHED =
            List.of("r.process", "r.title", "r.effect", "r.target", "r.action_type", "v.because");

    private final ListQuery list;
    private final List<Object> parameters = new ArrayList<>();
    private final String sql;

    PageStatement(ListQuery list, String person, Instant now) {
        this.list = list;
        parameters.add(person);
        this.sql = NAMES + "select v.because, v.reach, v.sort_at, " + ReviewColumns.OF_R + " from ("
                + " select v.because, v.reach, v.sort_at, v.review from names cross join lateral (" + ofOneName(now)
                + ") v" + inOrder() + ") v join review r on r.id = v.review" + inOrder();
    }

    private String ofOneName(Instant now) {
        String at = parameter(now);
        return " select v.because, v.reach, v.sort_at, v.review from review_viewer v"
                + (list.process() == null && list.text() == null ? "" : " join review r on r.id = v.review")
                + " where v.person = names.name and v.open = " + parameter(list.open())
                + " and v.valid_from <= " + at + " and v.valid_until > " + at
                + (list.process() == null ? "" : " and r.process = " + parameter(list.process()))
                + (list.text() == null ? "" : with(list.text()))
                + (list.reach() == null ? "" : " and v.reach = " + parameter(list.reach()))
                + (list.after() == null ? "" : beyond(list.after()))
                + inOrder();
    }

    private String with(String text) {
        String like = parameter("%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%");
        return SEARCHED.stream().map(column -> column + " ilike " + like).collect(joining(" or ", " and (", ")"));
    }

    private String beyond(ListCursor after) {
        return " and (v.sort_at, v.review) " + (list.open() ? ">" : "<") + " (" + parameter(after.sortAt()) + ", "
                + parameter(after.review()) + ")";
    }

    /** One row more than asked for tells that there is a next page. The number is in the text: the plan depends on it. */
    private String inOrder() {
        String direction = list.open() ? "asc" : "desc";
        return " order by v.sort_at " + direction + ", v.review " + direction + " limit " + (list.limit() + 1);
    }

    private String parameter(Object value) {
        parameters.add(value);
        return "$" + parameters.size();
    }

    String sql() {
        return sql;
    }

    Object[] parameters() {
        return parameters.toArray();
    }
}
