package dev.countersign.policy.callback;

import static dev.countersign.policy.Given.agent;
import static dev.countersign.policy.Given.id;
import static dev.countersign.policy.Given.json;
import static dev.countersign.policy.Given.proposal;
import static dev.countersign.policy.Given.propose;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.policy.TestClock;
import dev.countersign.policy.callback.Receiver.Told;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An agent with a secret, its receivers, and what is seen of them. */
abstract class CallbackScene {

    static final Duration DEADLINE = Duration.ofSeconds(30);

    @Inject
    TestClock clock;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String database;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    private final List<Receiver> receivers = new ArrayList<>();
    String secret = "";

    @BeforeEach
    void getASecret() {
        // The key that releases are signed with is made before any test goes ahead of time.
        given().get("/.well-known/jwks.json").then().statusCode(200);
        secret = agent().post("/v1/callback-secrets")
                .then()
                .statusCode(201)
                .extract()
                .path("secret");
    }

    @AfterEach
    void goBack() {
        clock.reset();
        receivers.forEach(Receiver::close);
    }

    Receiver receiver() {
        Receiver receiver = new Receiver();
        receivers.add(receiver);
        return receiver;
    }

    static UUID waiting(String process, String url) {
        return id(propose(proposal(process).put("confidence", 0.5).set("callback", json("{\"url\": \"" + url + "\"}")))
                .statusCode(201));
    }

    static Told told(Receiver receiver, int number) {
        await().atMost(DEADLINE).until(() -> receiver.told().size() >= number);
        return receiver.told().get(number - 1);
    }

    static JsonPath callback(UUID evaluation) {
        return agent().get("/v1/callbacks?evaluation={id}", evaluation).jsonPath();
    }

    static void becomes(UUID evaluation, String status) {
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(callback(evaluation).getString("items[0].status"))
                        .isEqualTo(status));
    }

    static void attempted(UUID evaluation, int times, String error) {
        await().atMost(DEADLINE).untilAsserted(() -> {
            JsonPath seen = callback(evaluation);
            assertThat(seen.<Integer>get("items[0].attempts")).isEqualTo(times);
            assertThat(seen.getString("items[0].lastError")).isEqualTo(error);
        });
    }

    void execute(String sql, Object... parameters) throws SQLException {
        try (var connection = DriverManager.getConnection(database, user, user);
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            assertThat(statement.executeUpdate()).isPositive();
        }
    }

    int count(String sql, String parameter) {
        try (var connection = DriverManager.getConnection(database, user, user);
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (var found = statement.executeQuery()) {
                found.next();
                return found.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
