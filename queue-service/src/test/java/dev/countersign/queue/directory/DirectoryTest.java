package dev.countersign.queue.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.countersign.contracts.event.Action;
import java.time.Instant;
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
        assertThat(DIRECTORY.suffices(person, "airline", refund(amount))).isEqualTo(suffices);
    }

    @Test
    void aLimitThatCannotBeEvaluatedDoesNotHold() {
        Action without = new Action("refund", "x", JsonNodeFactory.instance.objectNode(), null);

        assertThat(DIRECTORY.suffices("maria", "airline", without)).isFalse();
    }

    @Test
    void anAuthorityForAnotherProcessOrActionLimitsNothing() {
        Action other =
                new Action("cancel", "x", JsonNodeFactory.instance.objectNode().put("amount", 9e9), null);

        assertThat(DIRECTORY.suffices("tom", "airline", other)).isTrue();
        assertThat(DIRECTORY.suffices("tom", "hotel", refund(9e9))).isTrue();
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
