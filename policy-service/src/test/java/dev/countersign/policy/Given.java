package dev.countersign.policy;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.Json;
import dev.countersign.localstack.test.Tokens;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

/** What tests start from: policies, proposals, and those who send them. */
public final class Given {

    public static final String AGENT = "refund-agent";

    private Given() {}

    /** A process of its own for one test, so that no test meets another's. */
    public static String freshProcess() {
        return "p-" + UUID.randomUUID();
    }

    /** A policy that lets what the agent is sure of go, and that may be changed before it is published. */
    public static ObjectNode policy(String process) {
        ObjectNode policy = (ObjectNode) json(resource("/policy.json"));
        policy.put("process", process);
        return policy;
    }

    /** Publishes a policy for a fresh process and returns the process. */
    public static String published(Consumer<ObjectNode> change) {
        String process = freshProcess();
        ObjectNode policy = policy(process);
        change.accept(policy);
        publish(process, policy).statusCode(201);
        return process;
    }

    public static String published() {
        return published(policy -> {});
    }

    public static ValidatableResponse publish(String process, JsonNode policy) {
        return owner().contentType(ContentType.JSON)
                .body(policy.toString())
                .put("/v1/processes/{process}/policy", process)
                .then();
    }

    /** A complete proposal of 20 euros that the agent is sure of. */
    public static ObjectNode proposal(String process) {
        ObjectNode proposal = (ObjectNode) json(resource("/proposal.json"));
        proposal.put("process", process);
        return proposal;
    }

    public static RequestSpecification agent() {
        return agent(AGENT);
    }

    public static RequestSpecification agent(String name) {
        return given().auth().oauth2(Tokens.agent(name)).contentType(ContentType.JSON);
    }

    public static RequestSpecification owner() {
        return owner("grace");
    }

    public static RequestSpecification owner(String name) {
        return given().auth().oauth2(Tokens.person(name, "process-owner"));
    }

    public static RequestSpecification auditor() {
        return given().auth().oauth2(Tokens.person("olga", "auditor"));
    }

    public static RequestSpecification admin() {
        return given().auth().oauth2(Tokens.person("admin", "admin"));
    }

    public static ValidatableResponse propose(JsonNode proposal) {
        return agent().body(proposal.toString()).post("/v1/evaluations").then();
    }

    public static UUID id(ValidatableResponse answer) {
        return UUID.fromString(answer.extract().path("id"));
    }

    /** What every refusal looks like. */
    public static ValidatableResponse problem(ValidatableResponse response, int status, String slug) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:countersign:problem:" + slug))
                .body("status", equalTo(status));
    }

    public static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Given.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
