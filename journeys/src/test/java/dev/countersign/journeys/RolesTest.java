package dev.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import dev.countersign.localstack.Realm;
import dev.countersign.localstack.Service;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may do what, with the tokens of a real identity provider. */
@Journey
class RolesTest {

    private static final String ID = new UUID(0, 7).toString();

    private final House house;

    RolesTest(House house) {
        this.house = house;
    }

    /** A read that needs a token with a role, at each service. */
    private static String guarded(Service service) {
        return switch (service) {
            case POLICY -> "/v1/evaluations/" + ID;
            case QUEUE -> "/v1/reviews";
            case NOTIFICATION -> "/v1/clocks?review=" + ID;
            case AUDIT -> "/v1/metrics/airline-changes";
        };
    }

    /** A call that this person's or agent's roles do not cover. */
    private record Trespass(Service service, String who, String method, String path) {}

    private static Stream<Trespass> trespasses() {
        return Stream.of(
                new Trespass(Service.POLICY, "maria", "POST", "/v1/evaluations"),
                new Trespass(Service.POLICY, "maria", "POST", "/v1/releases/redeem"),
                new Trespass(Service.POLICY, "maria", "PUT", "/v1/processes/airline-changes/policy"),
                new Trespass(Service.POLICY, "demo-agent", "PUT", "/v1/processes/airline-changes/policy"),
                new Trespass(Service.POLICY, "maria", "PUT", "/v1/processes/airline-changes/policy/draft"),
                new Trespass(
                        Service.POLICY,
                        "demo-agent",
                        "POST",
                        "/v1/processes/airline-changes/policy/publications/" + ID + "/agree"),
                new Trespass(Service.POLICY, "maria", "GET", "/v1/policies/files"),
                new Trespass(Service.POLICY, "demo-agent", "POST", "/v1/processes/airline-changes/halt"),
                new Trespass(Service.QUEUE, "demo-agent", "GET", "/v1/reviews"),
                new Trespass(Service.QUEUE, "demo-agent", "POST", "/v1/reviews/" + ID + "/decision"),
                new Trespass(Service.QUEUE, "olga", "GET", "/v1/reviews/" + ID),
                new Trespass(Service.QUEUE, "maria", "PUT", "/v1/directory"),
                new Trespass(Service.NOTIFICATION, "demo-agent", "GET", "/v1/deliveries"),
                new Trespass(Service.NOTIFICATION, "maria", "POST", "/v1/deliveries/" + ID + "/redeliver"),
                new Trespass(Service.AUDIT, "maria", "GET", "/v1/evidence/" + ID),
                new Trespass(Service.AUDIT, "demo-agent", "GET", "/v1/metrics/airline-changes"));
    }

    @ParameterizedTest
    @MethodSource("trespasses")
    void whoHasNotTheRoleIsForbidden(Trespass trespass) {
        String token = Realm.AGENTS.contains(trespass.who())
                ? house.identity().agent(trespass.who())
                : house.identity().person(trespass.who());

        Answer answer = house.bearer(token, trespass.service())
                .send(trespass.method(), trespass.path(), "application/json", "{}");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
        assertThat(answer.problem()).isEqualTo("forbidden");
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void whoeverShowsNoTokenIsUnknown(Service service) {
        unknown(house.nobody(service).get(guarded(service), "X-Requested-With", "JavaScript"));
    }

    /** Clients of the Model Context Protocol find the way by RFC 9728. */
    @Test
    void whoeverShowsNoTokenIsToldWhereToGetOne() {
        Answer turnedAway = house.nobody(Service.POLICY).post("/mcp");
        assertThat(turnedAway.status()).as(turnedAway.toString()).isEqualTo(401);
        String address = turnedAway.header("WWW-Authenticate").replaceAll(".*resource_metadata=\"([^\"]*)\".*", "$1");

        JsonNode told = house.nobody(Service.POLICY)
                .get(URI.create(address).getPath())
                .expect(200)
                .body();
        assertThat(address).startsWith(told.path("resource").asText());
        assertThat(told.at("/authorization_servers/0").asText()).endsWith("/realms/countersign");
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void whatIsNoTokenIsRefused(Service service) {
        unknown(house.bearer("garbage", service).get(guarded(service)));
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void anAlteredTokenIsRefused(Service service) {
        String token = house.identity().person("grace");
        int middle = token.indexOf('.') + 20;
        char other = token.charAt(middle) == 'A' ? 'B' : 'A';
        String altered = token.substring(0, middle) + other + token.substring(middle + 1);

        unknown(house.bearer(altered, service).get(guarded(service)));
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void aTokenForSomebodyElseIsRefused(Service service) {
        new Administrator(house).client("another-application", false, 300);

        unknown(house.bearer(house.identity().person("grace", "another-application"), service)
                .get(guarded(service)));
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void anExpiredTokenIsRefused(Service service) throws ParseException {
        new Administrator(house).client("short-lived", true, 1);
        String token = house.identity().person("grace", "short-lived");
        Instant end = SignedJWT.parse(token)
                .getJWTClaimsSet()
                .getExpirationTime()
                .toInstant()
                .plusMillis(500);
        Eventually.holds(
                "the token has expired",
                () -> assertThat(Clock.systemUTC().instant()).isAfter(end));

        unknown(house.bearer(token, service).get(guarded(service)));
    }

    private static void unknown(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("unauthenticated");
    }
}
