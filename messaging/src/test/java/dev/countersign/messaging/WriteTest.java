package dev.countersign.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WriteTest {

    private static final Write HERE = new Write("insert into here values ($1, $2, $1)", List.of("a", "b"));
    private static final Write THERE =
            new Write("with me as (select 1) insert into there select $1::json from me where $2 < $10", manyOf("c"));

    private static List<Object> manyOf(String name) {
        return List.of(name, "2", "3", "4", "5", "6", "7", "8", "9", "10");
    }

    @Test
    void theParametersOfEachFollowThoseOfTheOneBefore() {
        Write together = Write.together(List.of(HERE, THERE, HERE));

        assertThat(together.sql())
                .isEqualTo("with part0 as (insert into here values ($1, $2, $1)),"
                        + " part1 as (with me as (select 1) insert into there select $3::json from me where $4 < $12),"
                        + " part2 as (insert into here values ($13, $14, $13)) select 1");
        assertThat(together.values())
                .startsWith("a", "b", "c", "2")
                .endsWith("10", "a", "b")
                .hasSize(14);
    }

    @Test
    void whateverIsWrittenTheTextIsTheSame() {
        Write other = new Write(HERE.sql(), List.of("x", "y"));

        assertThat(Write.together(List.of(other, THERE)).sql())
                .isSameAs(Write.together(List.of(HERE, THERE)).sql());
    }
}
