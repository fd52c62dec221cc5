package dev.countersign.bench.review;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A hundred thousand open reviews: copies of those that were opened, with the rights to see them, due at some time of the day. */
final class Crowd {

    /** Whatever columns a table has, all but these are as in the row that is copied. */
    private static final List<String> COPIES = List.of(
            "create temporary table original as select id from review where phase = 'OPEN' limit %1$d",
            """
            insert into review
            select copy.* from review r
            join original using (id)
            cross join generate_series(1, %2$d) as number
            cross join jsonb_populate_record(r, jsonb_build_object(
                'id', md5(r.id::text || number)::uuid,
                'evaluation', md5(r.evaluation::text || number)::uuid,
                'decide_by', r.opened_at + random() * interval '8 hours')) as copy
            """, """
            insert into review_content
            select copy.* from review_content c
            join original on original.id = c.review
            cross join generate_series(1, %2$d) as number
            cross join jsonb_populate_record(c, jsonb_build_object('review', md5(c.review::text || number)::uuid)) as copy
            """, """
            insert into review_viewer
            select copy.* from review_viewer v
            join original on original.id = v.review
            cross join generate_series(1, %2$d) as number
            join review r on r.id = md5(v.review::text || number)::uuid
            cross join jsonb_populate_record(v, jsonb_build_object('review', r.id, 'sort_at', r.decide_by)) as copy
            """, "drop table original");

    private Crowd() {}

    /** Copies that many open ones so often each. */
    static void gather(Connection database, int originals, int copies) throws SQLException {
        try (Statement statement = database.createStatement()) {
            for (String step : COPIES) {
                statement.execute(step.formatted(originals, copies));
            }
            statement.execute("vacuum analyze review, review_content, review_viewer");
        }
    }
}
