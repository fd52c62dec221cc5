package dev.countersign.queue;

import static dev.countersign.queue.Proposals.proposal;
import static dev.countersign.queue.Queue.detail;
import static dev.countersign.queue.Queue.open;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.localstack.test.Tokens;
import io.quarkus.test.common.http.TestHTTPResource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every endpoint that the interface describes against every role, and every endpoint about a review against people whom it is no
 * business of. The endpoints are read from the running service: one that comes to it without a line here fails.
 */
@QueueTest
class AccessMatrixTest {

    private static final List<String> ROLES =
            List.of("agent", "auditor", "process-owner", "admin", "reviewer", "no-such-role");

    /** Who may call what, by how the path begins; the longest beginning counts. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("/v1/reviews", Set.of("reviewer")),
            Map.entry("/v1/me", Set.copyOf(ROLES)),
            Map.entry("/v1/me/delegations", Set.of("reviewer")),
            Map.entry("/v1/me/preferences", Set.of("reviewer")),
            Map.entry("/v1/routing", Set.of("reviewer", "process-owner", "admin")),
            Map.entry("/v1/queues", Set.of("process-owner", "admin")),
            Map.entry("/v1/directory", Set.of("admin")),
            Map.entry("/v1/people", Set.of("admin")),
            Map.entry("/v1/teams", Set.of("admin")),
            Map.entry("/v1/authorities", Set.of("admin")),
            Map.entry("/v1/delegations", Set.of("admin")));

    /** Bodies that would do; any other endpoint about a review is asked with an empty object. */
    private static final Map<String, String> BODIES = Map.of(
            "/v1/reviews/{id}/decision", "{\"verdict\":\"approve\"}",
            "/v1/reviews/{id}/reassign", "{\"to\":\"person:rosa\",\"reason\":\"hers\"}",
            "/v1/reviews/{id}/escalate", "{\"reason\":\"beyond me\"}",
            "/v1/reviews/{id}/preview", "{\"payload\":{\"cabin\":\"first\"}}");

    /** Nothing asked here changes anything: no entry is in this state. */
    private static final String NO_SUCH_STATE = "\"no-such-state\"";

    @TestHTTPResource("/")
    URI base;

    private final HttpClient client = HttpClient.newHttpClient();

    private record Operation(String method, String path) {}

    private record Answer(int status, String type, String body) {}

    @BeforeEach
    void directory() {
        Queue.directory(Queue.DIRECTORY);
    }

    private static List<Operation> operations() {
        JsonNode described = Proposals.json(
                given().queryParam("format", "json").get("/q/openapi").asString());
        List<Operation> operations = new ArrayList<>();
        described
                .get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> operations.add(new Operation(method.toUpperCase(), path.getKey()))));
        return operations;
    }

    private static Set<String> allowed(Operation operation) {
        return ALLOWED.entrySet().stream()
                .filter(rule -> operation.path().startsWith(rule.getKey()))
                .max((a, b) -> Integer.compare(a.getKey().length(), b.getKey().length()))
                .map(Map.Entry::getValue)
                .orElseThrow(() -> new AssertionError("say here who may call " + operation));
    }

    /** The answer; of one that never ends, its beginning. */
    private Answer ask(Operation operation, String id, @Nullable String token) {
        String path = operation.path().replaceAll("\\{[^}]+}", id);
        String body = BODIES.getOrDefault(operation.path(), "{}");
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .header("If-Match", operation.path().startsWith("/v1/reviews") ? "*" : NO_SUCH_STATE);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (Set.of("POST", "PUT", "PATCH").contains(operation.method())) {
            request.header("Content-Type", "application/json")
                    .method(operation.method(), BodyPublishers.ofString(body));
        } else {
            request.method(operation.method(), BodyPublishers.noBody());
        }
        try {
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                boolean ends = response.headers()
                        .firstValue("Content-Type")
                        .filter(type -> type.startsWith("text/event-stream"))
                        .isEmpty();
                String text = ends ? new String(in.readAllBytes(), StandardCharsets.UTF_8) : "";
                String type =
                        text.startsWith("{") ? Proposals.json(text).path("type").asText() : "";
                return new Answer(response.statusCode(), type, text);
            }
        } catch (IOException e) {
            throw new AssertionError(operation.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(operation.toString(), e);
        }
    }

    @Test
    void everyEndpointAsksForItsRole() {
        SoftAssertions all = new SoftAssertions();
        List<Operation> operations = operations();
        assertThat(operations).hasSizeGreaterThan(25);

        for (Operation operation : operations) {
            String nowhere = UUID.randomUUID().toString();
            Answer stranger = ask(operation, nowhere, null);
            all.assertThat(stranger.status())
                    .as("%s without a token", operation)
                    .isEqualTo(401);
            all.assertThat(stranger.type()).isEqualTo("urn:countersign:problem:unauthenticated");
            for (String role : ROLES) {
                Answer answer = ask(operation, nowhere, Tokens.person("maria", role));
                if (allowed(operation).contains(role)) {
                    all.assertThat(answer.status())
                            .as("%s with the role %s", operation, role)
                            .isNotIn(401, 403)
                            .isLessThan(500);
                } else {
                    all.assertThat(answer.status())
                            .as("%s with the role %s", operation, role)
                            .isEqualTo(403);
                    all.assertThat(answer.type()).isEqualTo("urn:countersign:problem:forbidden");
                }
            }
        }
        all.assertAll();
    }

    /** A team's review, in the eyes of the team's neighbours, of who stands in later, and of somebody who is nobody. */
    @Test
    void otherPeoplesReviewsAreNotThere() {
        Queue.directory(
                Queue.DIRECTORY.replace(
                        "delegations: []",
                        "delegations: [ { from: \"person:maria\", to: \"person:rosa\", start: 2999-01-01, end: 2999-01-02 } ]"));
        ReviewOpened opened = open(proposal());
        SoftAssertions all = new SoftAssertions();
        int asked = 0;

        for (Operation operation : operations()) {
            if (!operation.path().startsWith("/v1/reviews/{")) {
                continue;
            }
            for (String person : List.of("ana", "rosa", "ops", "nobody-at-all")) {
                String token = Tokens.person(person, ROLES.toArray(String[]::new));
                Answer there = ask(operation, opened.review().toString(), token);
                Answer nowhere = ask(operation, UUID.randomUUID().toString(), token);
                all.assertThat(there.body())
                        .as("%s by %s: the same as of a review that never was", operation, person)
                        .isEqualTo(nowhere.body());
                all.assertThat(there.status()).as("%s by %s", operation, person).isEqualTo(nowhere.status());
                if (operation.method().equals("GET") || BODIES.containsKey(operation.path())) {
                    all.assertThat(there.type())
                            .as("%s by %s", operation, person)
                            .isEqualTo("urn:countersign:problem:review-not-found");
                }
                all.assertThat(there.status()).as("%s by %s", operation, person).isIn(404, 422, 400);
                asked++;
            }
        }

        all.assertAll();
        assertThat(asked).isGreaterThanOrEqualTo(24);
        detail("maria", opened.review()).body("state", equalTo("open")).body("version", equalTo(1));
    }

    /** What one administers is not what one may decide: the other roles open no review. */
    @Test
    void administratorsAndProcessOwnersSeeNoReview() {
        ReviewOpened opened = open(proposal());

        for (String role : List.of("admin", "process-owner", "auditor", "agent")) {
            Answer answer = ask(
                    new Operation("GET", "/v1/reviews/{id}"), opened.review().toString(), Tokens.person("maria", role));
            assertThat(answer.status()).as(role).isEqualTo(403);
            assertThat(answer.body()).doesNotContain("reservation");
        }
    }
}
