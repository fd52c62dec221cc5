package dev.countersign.queue.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Action;
import dev.countersign.contracts.event.Case;
import dev.countersign.contracts.event.Contact;
import dev.countersign.contracts.event.TrailStep;
import dev.countersign.expressions.Scope;
import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.directory.DirectoryFixture;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingTest {

    private static final Instant WORKDAY = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant HOLIDAY = Instant.parse("2026-12-23T10:00:00Z");

    private static final Directory DIRECTORY = DirectoryFixture.unchecked("""
            people:
              - { id: grace, name: Grace Okafor }
              - { id: ana, name: Ana Ferrer, manager: grace, email: ana@example.com }
              - { id: maria, name: María Ruiz, manager: grace }
              - { id: tom, name: Tom Keller, manager: maria }
              - { id: rosa, name: Rosa Vidal, manager: grace }
              - { id: ida, name: Ida, manager: grace }
              - { id: udo, name: Udo }
            teams:
              - { id: bookings, name: Bookings, lead: maria, members: [tom, maria] }
              - { id: juniors, name: Juniors, lead: maria, members: [tom] }
              - { id: leaderless, name: Leaderless, members: [udo] }
              - { id: empty, name: Empty, lead: grace, members: [] }
            authorities:
              - { holder: "person:tom", process: airline, actions: [refund], upTo: "action.payload.amount <= 100" }
              - { holder: "person:maria", process: airline, actions: [refund], upTo: "action.payload.amount <= 500" }
              - { holder: "person:udo", process: airline, actions: [refund], upTo: "action.payload.amount <= 1" }
            delegations:
              - { from: "person:ana", to: "person:rosa", start: 2026-12-20, end: 2026-12-31 }
              - { from: "person:maria", to: "person:ida", start: 2026-12-20, end: 2026-12-31 }
              - { from: "person:ida", to: "person:maria", start: 2026-12-20, end: 2026-12-31 }
            """);

    private static RoutingRequest request(String owner, String signalOwner, String fallback, int amount) {
        Action action = new Action(
                "refund", "reservation/X", JsonNodeFactory.instance.objectNode().put("amount", amount), null);
        Case content = new Case(
                "c1",
                "customer/Hotel\u202E Miramar",
                Map.of("accountOwner", JsonNodeFactory.instance.textNode("person:ana")),
                List.of());
        return new RoutingRequest(
                "airline",
                Scope.of(action, content, List.of(), 0.5),
                signalOwner == null ? null : Principal.parse(signalOwner),
                owner,
                Principal.parse(fallback),
                Principal.person("grace"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '`',
            value = {
                // owner expression | signal | fallback | amount | owner | rules of the trail
                "case.attributes.accountOwner|-|team:bookings|10|person:ana|owner-expression",
                "case.attributes.accountOwner|team:bookings|team:juniors|10|team:bookings|signal-owner",
                "case.attributes.accountOwner|team:nobody|team:juniors|10|person:ana|signal-owner not-in-directory owner-expression",
                "['person:nobody', 'person:rosa']|-|team:bookings|10|person:rosa|owner-expression not-in-directory owner-expression",
                "['team:empty', 'person:rosa']|-|team:bookings|10|person:rosa|owner-expression empty-team owner-expression",
                "case.attributes.missing|-|team:bookings|10|team:bookings|owner-expression fallback",
                "'somebody'|-|team:bookings|10|team:bookings|owner-expression fallback",
                "'person:tom'|-|team:bookings|10|person:tom|owner-expression",
                "'person:tom'|-|team:bookings|101|person:maria|owner-expression beyond-authority",
                "'person:tom'|-|team:bookings|501|person:grace|owner-expression beyond-authority beyond-authority",
                "'team:juniors'|-|team:bookings|101|person:maria|owner-expression beyond-authority",
                "'team:bookings'|-|team:juniors|101|team:bookings|owner-expression",
                "'team:leaderless'|-|team:bookings|10|team:bookings|owner-expression beyond-authority fallback",
                "'person:udo'|-|team:bookings|10|team:bookings|owner-expression beyond-authority fallback",
                "'person:nobody'|-|team:empty|10|person:grace|owner-expression not-in-directory fallback empty-team accountable"
            })
    void theOwnerIsFoundWithItsTrail(
            String owner, String signal, String fallback, int amount, String expected, String rules) {
        Route route = Routing.resolve(DIRECTORY, request(owner, signal, fallback, amount), WORKDAY);

        assertThat(route.owner()).hasToString(expected);
        assertThat(route.trail()).extracting(TrailStep::rule).containsExactly(rules.split(" "));
        assertThat(route.unroutable()).isFalse();
    }

    @Test
    void whoIsAwayIsReplacedByWhoStandsIn() {
        Route route = Routing.resolve(DIRECTORY, request("'person:ana'", null, "team:bookings", 10), HOLIDAY);

        assertThat(route.owner()).isEqualTo(Principal.person("rosa"));
        assertThat(route.trail())
                .extracting(TrailStep::detail)
                .containsExactly(
                        "The policy asks Ana Ferrer first.",
                        "Ana Ferrer is away until Thursday 31 December; Rosa Vidal stands in.");
        assertThat(route.standsInFor()).isEqualTo("ana");
        assertThat(route.contacts()).extracting(Contact::person).containsExactly("rosa");
    }

    @Test
    void peopleWhoStandInForEachOtherLeadUp() {
        Route route = Routing.resolve(DIRECTORY, request("'person:maria'", null, "person:rosa", 10), HOLIDAY);

        assertThat(route.owner()).isEqualTo(Principal.person("grace"));
        assertThat(route.trail())
                .extracting(TrailStep::rule)
                .containsExactly("owner-expression", "delegate", "delegate", "circle", "nobody-stands-in");
        assertThat(route.trail().getLast().detail())
                .isEqualTo("Nobody with the authority stands in for María Ruiz; Grace Okafor is one level up.");
    }

    @Test
    void nobodyPassesOnMoreThanTheyHave() {
        Directory directory = DirectoryFixture.of("""
                people:
                  - { id: grace, name: Grace }
                  - { id: tom, name: Tom, manager: grace }
                  - { id: rosa, name: Rosa }
                authorities:
                  - { holder: "person:tom", process: airline, actions: [refund], upTo: "action.payload.amount <= 100" }
                delegations:
                  - { from: "person:tom", to: "person:rosa", start: 2026-12-20, end: 2026-12-31 }
                """);

        assertThat(Routing.resolve(directory, request("'person:tom'", null, "person:rosa", 100), HOLIDAY)
                        .owner())
                .isEqualTo(Principal.person("rosa"));
        assertThat(Routing.resolve(directory, request("'person:tom'", null, "person:rosa", 101), HOLIDAY)
                        .owner())
                .isEqualTo(Principal.person("grace"));
    }

    @Test
    void whereWhoStandsInLacksTheAuthorityItGoesUpFromWhoIsAway() {
        Directory directory = DirectoryFixture.of("""
                people:
                  - { id: boss, name: Boss }
                  - { id: grace, name: Grace }
                  - { id: ana, name: Ana, manager: grace }
                  - { id: tom, name: Tom, manager: boss }
                authorities:
                  - { holder: "person:tom", process: airline, actions: [refund], upTo: "action.payload.amount <= 100" }
                delegations:
                  - { from: "person:ana", to: "person:tom", start: 2026-12-20, end: 2026-12-31 }
                """);

        Route route = Routing.resolve(directory, request("'person:ana'", null, "person:tom", 101), HOLIDAY);

        assertThat(route.owner()).isEqualTo(Principal.person("grace"));
        assertThat(route.as()).isEqualTo("one level above Ana");
        assertThat(route.trail())
                .extracting(TrailStep::rule)
                .containsExactly("owner-expression", "delegate", "beyond-authority", "nobody-stands-in");
    }

    @Test
    void aLapsedAuthorityRoutesNoLongerAndSaysSo() {
        Directory directory = DirectoryFixture.of("""
                people:
                  - { id: grace, name: Grace }
                  - { id: tom, name: Tom, manager: grace }
                authorities:
                  - { holder: "person:tom", process: airline, actions: ["*"], until: 2026-11-30 }
                """);
        RoutingRequest request = request("'person:tom'", null, "person:grace", 1);

        assertThat(Routing.resolve(directory, request, WORKDAY).owner()).isEqualTo(Principal.person("tom"));
        Route lapsed = Routing.resolve(directory, request, HOLIDAY);
        assertThat(lapsed.owner()).isEqualTo(Principal.person("grace"));
        assertThat(lapsed.trail().getLast().detail())
                .isEqualTo(
                        "The authority of Tom for the action ended on Monday 30 November 2026; Grace is one level up.");
        Route again = Routing.again(directory, Principal.person("tom"), request, HOLIDAY);
        assertThat(again.owner()).isEqualTo(Principal.person("grace"));
    }

    @Test
    void whatTheOwnerIsToTheCaseIsSaidInWords() {
        Route route =
                Routing.resolve(DIRECTORY, request("case.attributes.accountOwner", null, "team:bookings", 10), WORKDAY);

        assertThat(route.as()).isEqualTo("account owner of Hotel Miramar");
        assertThat(route.trail().getFirst().detail())
                .isEqualTo("The policy asks Ana Ferrer first: account owner of Hotel Miramar.");
    }

    @Test
    void ofATeamWhoHasTheFewestOpenReviewsIsAskedFirst() {
        Route route = Routing.resolve(DIRECTORY, request("'team:bookings'", null, "person:rosa", 10), WORKDAY);

        Route spread = Routing.spread(DIRECTORY, route, Map.of("tom", 3L, "maria", 1L, "rosa", 0L));

        assertThat(spread.owner()).isEqualTo(Principal.team("bookings"));
        assertThat(spread.asked()).isEqualTo("maria");
        assertThat(spread.contacts()).extracting(Contact::person).containsExactly("maria", "tom");
        assertThat(spread.trail().getLast())
                .isEqualTo(new TrailStep(
                        "fewest-open",
                        Principal.person("maria"),
                        "Of team Bookings, María Ruiz has the fewest open reviews (1) and is asked first."));
    }

    @Test
    void aTeamOfWhichNobodyIsLeftIsLeftBehindWhenItIsLookedAtAgain() {
        RoutingRequest request = request("'team:bookings'", null, "person:rosa", 10);

        assertThat(Routing.again(DIRECTORY, Principal.team("empty"), request, WORKDAY)
                        .owner())
                .isEqualTo(Principal.team("bookings"));
        assertThat(Routing.again(DIRECTORY, Principal.team("gone"), request, WORKDAY)
                        .owner())
                .isEqualTo(Principal.team("bookings"));
    }

    @Test
    void whereNobodyIsLeftItStaysWithWhoIsAccountableAndIsFlagged() {
        Directory nobody = DirectoryFixture.of("people: []");

        Route route = Routing.resolve(nobody, request("'person:ana'", null, "team:bookings", 10), WORKDAY);

        assertThat(route.owner()).isEqualTo(Principal.person("grace"));
        assertThat(route.unroutable()).isTrue();
        assertThat(route.contacts()).isEmpty();
        assertThat(route.trail().getLast().rule()).isEqualTo("unroutable");
    }

    @Test
    void aTeamsMembersAreToldOrWhoStandsInForThem() {
        Route workday = Routing.resolve(DIRECTORY, request("'team:bookings'", null, "person:rosa", 10), WORKDAY);
        Route beyond = Routing.resolve(DIRECTORY, request("'team:bookings'", null, "person:rosa", 200), WORKDAY);

        assertThat(workday.contacts()).extracting(Contact::person).containsExactly("tom", "maria");
        assertThat(beyond.contacts()).extracting(Contact::person).containsExactly("maria");
    }

    @Test
    void aTextOfTheAgentIsRepeatedShortened() {
        Route route =
                Routing.resolve(DIRECTORY, request("'" + "x".repeat(3000) + "'", null, "team:bookings", 10), WORKDAY);

        assertThat(route.trail().getFirst().detail()).hasSizeLessThan(120);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "person:tom||person:maria",
                "person:maria||person:grace",
                "person:grace||-",
                "team:juniors||person:maria",
                "team:leaderless||person:grace",
                "person:udo||person:grace",
                "person:udo|person:grace|-",
                "person:tom|person:maria|person:grace",
                "person:nobody||person:grace"
            })
    void anExpiryGoesUpUntilNobodyIsAbove(String owner, String already, String above) {
        Set<Principal> had = already == null || already.isEmpty() ? Set.of() : Set.of(Principal.parse(already));

        assertThat(Routing.above(DIRECTORY, Principal.parse(owner), Principal.person("grace"), had)
                        .map(Principal::toString)
                        .orElse(null))
                .isEqualTo(above);
    }
}
