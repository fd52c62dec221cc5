package dev.countersign.queue.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.queue.directory.Period;
import dev.countersign.queue.routing.Reach;
import dev.countersign.queue.routing.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ViewerTest {

    private static Standing standing(String person, Reach reach, String because) {
        return new Standing(person, reach, because, "note of " + person, Period.ALWAYS);
    }

    private static Stream<Standing> team(String... people) {
        return Stream.of(people).map(person -> standing(person, Reach.TEAM, "Your team: Bookings"));
    }

    @Test
    void aTeamIsOneRowWhateverTheOrder() {
        List<Viewer> rows = Viewer.of(team("tom", "maria", "ana", "rosa").toList());
        List<Viewer> inAnotherOrder =
                Viewer.of(team("rosa", "ana", "maria", "tom").toList());

        assertThat(rows).isEqualTo(inAnotherOrder).hasSize(1);
        Viewer row = rows.getFirst();
        assertThat(Objects.requireNonNull(row.audience()).people()).containsExactly("ana", "maria", "rosa", "tom");
        assertThat(row.name()).startsWith("audience:").isEqualTo(row.audience().id());
        assertThat(row.right().because()).isEqualTo("Your team: Bookings");
    }

    @Test
    void otherPeopleAreAnotherAudience() {
        assertThat(Audience.of(List.of("a", "bc", "d", "e")).id())
                .isNotEqualTo(Audience.of(List.of("ab", "c", "d", "e")).id());
    }

    @Test
    void aFewAreWrittenDownOneByOne() {
        List<Viewer> rows = Viewer.of(team("tom", "maria", "ana").toList());

        assertThat(rows).extracting(Viewer::name).containsExactly("tom", "maria", "ana");
        assertThat(rows).extracting(Viewer::audience).containsOnlyNulls();
    }

    @Test
    void whoMaySeeItForAnotherReasonOrAWhileIsApart() {
        Instant noon = Instant.parse("2026-11-20T12:00:00Z");
        Standing above = standing("grace", Reach.OTHER, "You are above Tom");
        Standing away =
                standing("olga", Reach.TEAM, "Your team: Bookings").during(new Period(noon, noon.plusSeconds(3_600)));

        List<Viewer> rows = Viewer.of(Stream.concat(team("tom", "maria", "ana", "rosa"), Stream.of(above, away))
                .toList());

        assertThat(rows).extracting(Viewer::name).hasSize(3).contains("grace", "olga");
        assertThat(rows)
                .filteredOn(row -> row.name().equals("olga"))
                .extracting(row -> row.right().period())
                .containsExactly(away.period());
    }

    @Test
    void aRightForAWhileIsNobodyElses() {
        Period noonToNoon = new Period(Instant.parse("2026-11-20T12:00:00Z"), Instant.parse("2026-11-21T12:00:00Z"));

        List<Viewer> rows = Viewer.of(team("tom", "maria", "ana", "rosa")
                .map(standing -> standing.during(noonToNoon))
                .toList());

        assertThat(rows).hasSize(4).extracting(Viewer::audience).containsOnlyNulls();
    }
}
