package dev.countersign.queue.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Action;
import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.directory.DirectoryFixture;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecidingRightTest {

    private static final Instant WORKDAY = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant HOLIDAY = Instant.parse("2026-12-23T10:00:00Z");

    private static final Directory DIRECTORY = DirectoryFixture.of("""
            people:
              - { id: boss, name: The boss }
              - { id: grace, name: Grace Okafor, manager: boss }
              - { id: ana, name: Ana Ferrer, manager: grace }
              - { id: maria, name: María Ruiz, manager: grace }
              - { id: tom, name: Tom Keller, manager: maria }
              - { id: rosa, name: Rosa Vidal }
              - { id: ops, name: Ops }
              - { id: nina, name: Nina }
              - { id: accountable, name: Accountable }
            teams:
              - { id: bookings, name: Bookings, lead: maria, members: [tom] }
              - { id: leads, name: Leads, members: [ops] }
            authorities:
              - { holder: "person:tom", process: airline, actions: [refund], upTo: "action.payload.amount <= 100" }
            delegations:
              - { from: "person:ana", to: "person:rosa", start: 2026-12-20, end: 2026-12-31 }
              - { from: "person:rosa", to: "person:nina", start: 2026-12-22, end: 2026-12-24 }
              - { from: "person:grace", to: "person:nina", start: 2026-12-20, end: 2026-12-31 }
            """);

    private static Matter matter(String owner, int amount) {
        return new Matter(
                "airline",
                new Action("refund", "x", JsonNodeFactory.instance.objectNode().put("amount", amount), null),
                Principal.parse(owner),
                List.of(),
                List.of(Principal.team("leads")),
                Principal.person("accountable"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "person:ana|10|ana|MINE|You are the owner",
                "person:ana|10|grace|OTHER|You are above Ana Ferrer",
                "person:ana|10|boss|OTHER|You are above Ana Ferrer",
                "person:ana|10|accountable|OTHER|Accountable for the process: you",
                "person:ana|10|ops|OTHER|Can be escalated to your team Leads",
                "person:ana|10|rosa|-|-",
                "person:ana|10|tom|-|-",
                "person:ana|10|stranger|-|-",
                "team:bookings|10|tom|TEAM|Your team: Bookings",
                "team:bookings|101|tom|-|-",
                "team:bookings|101|maria|TEAM|Your team: Bookings",
                "team:bookings|10|grace|OTHER|You are above María Ruiz",
                "team:bookings|10|ana|-|-",
                "team:nobody|10|maria|-|-"
            })
    void whoTheCallBelongsToMayMakeIt(String owner, int amount, String person, Reach reach, String because) {
        var right = DecidingRight.of(DIRECTORY, matter(owner, amount), person, WORKDAY);

        assertThat(right.map(Standing::reach).orElse(null)).isEqualTo(reach);
        assertThat(right.map(Standing::because).orElse(null)).isEqualTo(because);
    }

    @Test
    void whoStandsInMayDecideWhileTheOwnerIsAway() {
        Matter matter = matter("person:ana", 10);

        assertThat(DecidingRight.of(DIRECTORY, matter, "rosa", WORKDAY)).isEmpty();
        assertThat(DecidingRight.of(DIRECTORY, matter, "rosa", HOLIDAY)).hasValueSatisfying(standing -> {
            assertThat(standing.reach()).isEqualTo(Reach.MINE);
            assertThat(standing.because()).isEqualTo("Ana Ferrer is away until Thursday 31 December; you stand in");
        });
        assertThat(DecidingRight.of(DIRECTORY, matter, "nina", HOLIDAY)).isPresent();
        assertThat(DecidingRight.of(DIRECTORY, matter, "nina", Instant.parse("2026-12-26T10:00:00Z")))
                .as("the second one in the chain, while the first is there again")
                .isEmpty();
    }

    @Test
    void whoStandsInForTheOwnerHasTheRightWhileTheyAreAwayAndTheOwnerAlways() {
        Matter matter = new Matter(
                "airline",
                matter("person:rosa", 10).action(),
                Principal.person("rosa"),
                List.of(),
                List.of(),
                Principal.person("accountable"),
                "ana",
                "account owner of Hotel Miramar",
                "rosa");
        Instant back = Instant.parse("2027-01-01T00:00:00Z");

        assertThat(DecidingRight.of(DIRECTORY, matter, "rosa", HOLIDAY))
                .map(Standing::because)
                .hasValue("You, as account owner of Hotel Miramar: Ana Ferrer is away until Thursday 31 December and"
                        + " you stand in");
        assertThat(DecidingRight.of(DIRECTORY, matter, "rosa", back)).isEmpty();
        for (Instant now : List.of(HOLIDAY, back)) {
            assertThat(DecidingRight.of(DIRECTORY, matter, "ana", now)).hasValueSatisfying(standing -> {
                assertThat(standing.reach()).isEqualTo(Reach.MINE);
                assertThat(standing.because()).isEqualTo("You: account owner of Hotel Miramar");
            });
        }
        assertThat(DecidingRight.nextChange(DecidingRight.everybody(DIRECTORY, matter), HOLIDAY))
                .as("the second one in the chain is there again")
                .hasValue(Instant.parse("2026-12-25T00:00:00Z"));
    }

    @Test
    void aRightEndsWithTheAuthority() {
        Directory directory = DirectoryFixture.of("""
                people: [ { id: tom, name: Tom } ]
                authorities: [ { holder: "person:tom", process: "*", actions: ["*"], until: 2026-11-20 } ]
                """);
        Instant lapse = Instant.parse("2026-11-21T00:00:00Z");

        assertThat(DecidingRight.of(directory, matter("person:tom", 1), "tom", lapse.minusSeconds(1)))
                .isPresent();
        assertThat(DecidingRight.of(directory, matter("person:tom", 1), "tom", lapse))
                .isEmpty();
        assertThat(DecidingRight.nextChange(
                        DecidingRight.everybody(directory, matter("person:tom", 1)), lapse.minusSeconds(1)))
                .hasValue(lapse);
    }

    @Test
    void whoIsAskedFirstReadsSo() {
        Matter matter = new Matter(
                "airline",
                matter("team:bookings", 10).action(),
                Principal.team("bookings"),
                List.of(),
                List.of(),
                Principal.person("accountable"),
                null,
                null,
                "tom");

        assertThat(DecidingRight.of(DIRECTORY, matter, "tom", WORKDAY))
                .map(Standing::because)
                .hasValue("Your team: Bookings; you are asked first");
        assertThat(DecidingRight.of(DIRECTORY, matter, "maria", WORKDAY))
                .map(Standing::because)
                .hasValue("Your team: Bookings");
    }

    @Test
    void whoOwnedItBeforeItWasEscalatedMayStillDecide() {
        Matter escalated = new Matter(
                "airline",
                matter("person:ana", 10).action(),
                Principal.person("ops"),
                List.of(Principal.person("ana")),
                List.of(),
                Principal.person("accountable"));

        assertThat(DecidingRight.of(DIRECTORY, escalated, "ana", WORKDAY))
                .map(Standing::because)
                .hasValue("Escalated from you");
        assertThat(DecidingRight.of(DIRECTORY, escalated, "ops", WORKDAY))
                .map(Standing::reach)
                .hasValue(Reach.MINE);
    }

    @Test
    void whoIsAccountableMayDecideEvenWhereTheDirectoryKnowsNobody() {
        Directory nobody = DirectoryFixture.of("people: []");

        assertThat(DecidingRight.of(nobody, matter("person:ana", 10), "accountable", WORKDAY))
                .isPresent();
        assertThat(DecidingRight.of(nobody, matter("person:ana", 10), "ana", WORKDAY))
                .as("whoever left the directory")
                .isEmpty();
    }
}
