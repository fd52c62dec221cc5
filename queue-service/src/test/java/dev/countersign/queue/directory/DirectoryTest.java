package dev.countersign.queue.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.countersign.contracts.event.Action;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryTest {

    private static final Directory DIRECTORY = DirectoryFixture.of("""
            people:
              - { id: grace, name: Grace }
              - { id: maria, name: María, manager: grace, zone: Europe/Madrid }
              - { id: tom, name: Tom, manager: maria }
              - { id: rosa, name: Rosa, manager: grace }
            teams:
              - { id: bookings, name: Bookings, lead: maria, members: [tom] }
            authorities:
              - { holder: "person:maria", process: airline, actions: [refund], upTo: "action.payload.amount <= 500.0" }
              - { holder: "team:bookings", process: airline, actions: [refund], upTo: "action.payload.amount <= 100.0" }
              - { holder: "person:rosa", process: "*", actions: ["*"] }
            delegations:
              - { from: "person:maria", to: "person:tom", start: 2026-12-20, end: 2026-12-24 }
            """);

    private static final Instant WORKDAY = Instant.parse("2026-11-20T10:00:00Z");

    private static Action refund(double amount) {
        return new Action(
                "refund", "reservation/X", JsonNodeFactory.instance.objectNode().put("amount", amount), null);
    }

    @ParameterizedTest
    @CsvSource({
        // a lead has the own authority and the team's
        "maria, 500, true",
        "maria, 500.01, false",
        // a member has the team's alone
        "tom, 100, true",
        "tom, 101, false",
        // an authority without a limit
        "rosa, 1000000, true",
        // none that speaks about it: not limited
        "grace, 1000000, true"
    })
    void anAuthorityReachesToItsLimit(String person, double amount, boolean suffices) {
        assertThat(DIRECTORY.suffices(person, "airline", refund(amount), WORKDAY))
                .isEqualTo(suffices);
    }

    @Test
    void aLimitThatCannotBeEvaluatedDoesNotHold() {
        Action without = new Action("refund", "x", JsonNodeFactory.instance.objectNode(), null);

        assertThat(DIRECTORY.suffices("maria", "airline", without, WORKDAY)).isFalse();
    }

    @Test
    void anAuthorityForAnotherProcessOrActionLimitsNothing() {
        Action other =
                new Action("cancel", "x", JsonNodeFactory.instance.objectNode().put("amount", 9e9), null);

        assertThat(DIRECTORY.suffices("tom", "airline", other, WORKDAY)).isTrue();
        assertThat(DIRECTORY.suffices("tom", "hotel", refund(9e9), WORKDAY)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        // the first day begins at midnight in Madrid
        "2026-12-19T22:59:59Z, false",
        "2026-12-19T23:00:00Z, true",
        "2026-12-24T22:59:59Z, true",
        "2026-12-24T23:00:00Z, false"
    })
    void awayIsFromTheFirstDayToTheLastWhereThePersonLives(Instant now, boolean away) {
        assertThat(DIRECTORY.awayAt("maria", now).isPresent()).isEqualTo(away);
    }

    @ParameterizedTest
    @CsvSource({
        // the last day ends at midnight in Madrid
        "2026-06-30T21:59:59Z, true",
        "2026-06-30T22:00:00Z, false"
    })
    void aLapsedAuthorityLeavesNoneAndNotNoLimit(Instant now, boolean suffices) {
        Directory directory = DirectoryFixture.of("""
                people: [ { id: maria, name: María, zone: Europe/Madrid } ]
                authorities:
                  - { holder: "person:maria", process: airline, actions: [refund], until: 2026-06-30 }
                """);

        assertThat(directory.suffices("maria", "airline", refund(1), now)).isEqualTo(suffices);
        assertThat(directory.lapsedOn("maria", "airline", refund(1), now).isPresent())
                .isNotEqualTo(suffices);
    }

    @Test
    void ofSeveralAuthoritiesTheOneThatHoldsLongestCounts() {
        Directory directory = DirectoryFixture.of("""
                people: [ { id: maria, name: María } ]
                authorities:
                  - { id: a, holder: "person:maria", process: airline, actions: [refund], upTo: "action.payload.amount <= 100", until: 2026-12-31 }
                  - { id: b, holder: "person:maria", process: airline, actions: [refund], until: 2026-06-30 }
                """);
        Instant july = Instant.parse("2026-07-01T10:00:00Z");

        assertThat(directory.sufficesDuring("maria", "airline", refund(100)))
                .hasValue(new Period(Period.ALWAYS.from(), Instant.parse("2027-01-01T00:00:00Z")));
        assertThat(directory.suffices("maria", "airline", refund(101), july)).isFalse();
        assertThat(directory.lapsedOn("maria", "airline", refund(101), july)).hasValue(LocalDate.of(2026, 6, 30));
        assertThat(directory.lapsedOn("maria", "airline", refund(100), july)).isEmpty();
    }

    @Test
    void whoSignsInWithATeamsGroupIsInIt() {
        Directory directory = DirectoryFixture.withGroups(
                """
                people: [ { id: maria, name: María }, { id: tom, name: Tom }, { id: rosa, name: Rosa } ]
                teams: [ { id: bookings, name: Bookings, members: [tom], group: /bookings } ]
                """, Map.of("maria", Set.of("/bookings", "/other"), "stranger", Set.of("/bookings")));

        assertThat(directory.team("bookings").orElseThrow().members()).containsExactly("tom", "maria");
        assertThat(directory.teamsOf("maria")).extracting(Team::id).containsExactly("bookings");
        assertThat(directory.teamsOf("rosa")).isEmpty();
        assertThat(directory.document().teams().getFirst().members())
                .as("the file stays as it was written")
                .containsExactly("tom");
    }

    @Test
    void managersAreNamedFromBelow() {
        assertThat(DIRECTORY.managersOf("tom")).extracting(Person::id).containsExactly("maria", "grace");
        assertThat(DIRECTORY.managersOf("grace")).isEmpty();
        assertThat(DIRECTORY.managersOf("nobody")).isEmpty();
    }

    @Test
    void whoLeadsATeamBelongsToIt() {
        assertThat(DIRECTORY.teamsOf("maria")).extracting(Team::id).containsExactly("bookings");
        assertThat(DIRECTORY.teamsOf("rosa")).isEmpty();
    }
}
