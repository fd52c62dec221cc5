package dev.countersign.queue.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Action;
import dev.countersign.expressions.Scope;
import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.directory.DirectoryFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every directory, over seeded random ones; the seed is the parameter of a failing case. */
class RoutingPropertiesTest {

    private static final Instant START = Instant.parse("2026-12-01T00:00:00Z");

    static IntStream seeds() {
        return IntStream.range(0, 150);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyReviewHasAnOwnerWhoMayDecideIt(int seed) {
        Random random = new Random(seed);
        Directory directory = directory(random);
        RoutingRequest request = request(random);
        Instant now = START.plus(Duration.ofHours(random.nextInt(700)));

        Route route = Routing.resolve(directory, request, now);

        assertThat(route.trail()).isNotEmpty();
        if (route.unroutable()) {
            assertThat(route.owner()).isEqualTo(request.accountable());
            return;
        }
        Matter matter = matter(request, route);
        assertThat(directory.knows(route.owner())).isTrue();
        if (route.owner().isPerson()) {
            assertThat(directory.awayAt(route.owner().id(), now)).isEmpty();
            assertThat(DecidingRight.of(directory, matter, route.owner().id(), now))
                    .map(Standing::reach)
                    .hasValue(Reach.MINE);
        }
        assertThat(route.contacts())
                .allSatisfy(contact -> assertThat(directory.suffices(contact.person(), "p", request.action(), now))
                        .isTrue());
    }

    private static Matter matter(RoutingRequest request, Route route) {
        return new Matter(
                "p",
                request.action(),
                route.owner(),
                List.of(),
                List.of(),
                request.accountable(),
                route.standsInFor(),
                route.as(),
                route.asked());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whoStandsInHasNoMoreThanWhoIsAway(int seed) {
        Random random = new Random(seed);
        Directory directory = directory(random);
        RoutingRequest request = request(random);
        Instant now = START.plus(Duration.ofHours(random.nextInt(700)));

        Route route = Routing.resolve(directory, request, now);

        String absent = route.standsInFor();
        if (absent != null) {
            assertThat(directory.suffices(absent, "p", request.action(), now)).isTrue();
            assertThat(directory.awayAt(absent, now)).isPresent();
            assertThat(DecidingRight.of(directory, matter(request, route), absent, now))
                    .as("it is still theirs")
                    .map(Standing::reach)
                    .hasValue(Reach.MINE);
        }
        assertThat(DecidingRight.everybody(directory, matter(request, route)))
                .allSatisfy(standing -> assertThat(directory.sufficesDuring(standing.person(), "p", request.action()))
                        .hasValueSatisfying(holds ->
                                assertThat(holds.and(standing.period())).hasValue(standing.period())));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void spreadingStaysWithinTheOwnersAndAsksWhoHasTheFewest(int seed) {
        Random random = new Random(seed);
        Directory directory = directory(random);
        Route route = Routing.resolve(directory, request(random), START.plus(Duration.ofHours(random.nextInt(700))));
        Map<String, Long> open =
                IntStream.range(0, 8).boxed().collect(Collectors.toMap(i -> "p" + i, i -> (long) random.nextInt(4)));

        Route spread = Routing.spread(directory, route, open);

        assertThat(spread.owner()).isEqualTo(route.owner());
        assertThat(spread.contacts()).containsExactlyInAnyOrderElementsOf(route.contacts());
        if (!spread.owner().isPerson()) {
            String asked = spread.asked();
            assertThat(spread.contacts())
                    .allSatisfy(contact -> assertThat(open.get(asked)).isLessThanOrEqualTo(open.get(contact.person())));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsLookedAtAgainOnTheSameDayStaysWhereItIs(int seed) {
        Random random = new Random(seed);
        Directory directory = directory(random);
        RoutingRequest request = request(random);
        Instant now = START.plus(Duration.ofHours(random.nextInt(700)));
        Route route = Routing.resolve(directory, request, now);
        Principal held = route.standsInFor() == null ? route.owner() : Principal.person(route.standsInFor());

        Route again = Routing.again(directory, held, request, now);

        if (!route.unroutable()) {
            assertThat(again.owner()).isEqualTo(route.owner());
            assertThat(again.standsInFor()).isEqualTo(route.standsInFor());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nobodyHasTwoRightsAtOneInstant(int seed) {
        Random random = new Random(seed);
        Directory directory = directory(random);
        Matter matter = new Matter(
                "p",
                request(random).action(),
                principal(random),
                List.of(principal(random)),
                List.of(principal(random)),
                principal(random));

        List<Standing> everybody = DecidingRight.everybody(directory, matter);

        for (Standing one : everybody) {
            assertThat(everybody)
                    .filteredOn(other -> other != one
                            && other.person().equals(one.person())
                            && other.period().and(one.period()).isPresent())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void goingUpEnds(int seed) {
        Random random = new Random(seed);
        Directory directory = directory(random);
        Principal accountable = principal(random);
        var had = new HashSet<Principal>();
        var owner = Optional.of(principal(random));

        int steps = 0;
        while (owner.isPresent()) {
            Principal current = owner.get();
            owner = Routing.above(directory, current, accountable, had);
            had.add(current);
            assertThat(steps++).isLessThan(20);
        }
        assertThat(had).contains(accountable);
    }

    private static Principal principal(Random random) {
        return random.nextInt(3) == 0
                ? Principal.team("t" + random.nextInt(4))
                : Principal.person("p" + random.nextInt(9));
    }

    private static RoutingRequest request(Random random) {
        Action action =
                new Action("a", "t", JsonNodeFactory.instance.objectNode().put("amount", random.nextInt(100)), null);
        return new RoutingRequest(
                "p",
                Scope.of(action, null, List.of(), null),
                random.nextInt(4) == 0 ? principal(random) : null,
                "['" + principal(random) + "', '" + principal(random) + "']",
                principal(random),
                principal(random));
    }

    /** Eight people, three teams; the ninth person and the fourth team are named and do not exist. */
    private static Directory directory(Random random) {
        String people = IntStream.range(0, 8)
                .mapToObj(i -> "  - { id: p" + i + ", name: P" + i
                        + (i > 0 && random.nextBoolean() ? ", manager: p" + random.nextInt(i) : "") + " }")
                .collect(Collectors.joining("\n"));
        String teams = IntStream.range(0, 3)
                .mapToObj(i -> "  - { id: t" + i + ", name: T" + i
                        + (random.nextBoolean() ? ", lead: p" + random.nextInt(8) : "") + ", members: ["
                        + random.ints(random.nextInt(4), 0, 8)
                                .distinct()
                                .mapToObj(p -> "p" + p)
                                .collect(Collectors.joining(", "))
                        + "] }")
                .collect(Collectors.joining("\n"));
        String authorities = IntStream.range(0, random.nextInt(5))
                .mapToObj(i -> "  - { id: a" + i + ", holder: \"person:p" + random.nextInt(8)
                        + "\", process: p, actions: [a], upTo: \"action.payload.amount <= " + random.nextInt(100)
                        + "\"" + (random.nextBoolean() ? ", until: 2026-12-%02d".formatted(1 + random.nextInt(28)) : "")
                        + " }")
                .collect(Collectors.joining("\n"));
        String delegations = IntStream.range(0, random.nextInt(6))
                .mapToObj(i -> {
                    int from = random.nextInt(8);
                    int day = 1 + random.nextInt(20);
                    return "  - { id: d" + i + ", from: \"person:p" + from + "\", to: \"person:p"
                            + (from + 1 + random.nextInt(7)) % 8
                            + "\", start: 2026-12-%02d, end: 2026-12-%02d }".formatted(day, day + random.nextInt(10));
                })
                .collect(Collectors.joining("\n"));
        return DirectoryFixture.unchecked("people:\n" + people + "\nteams:\n" + teams + "\nauthorities:\n" + authorities
                + "\ndelegations:\n" + delegations + "\n");
    }
}
