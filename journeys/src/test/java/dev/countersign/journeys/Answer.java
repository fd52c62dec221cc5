package dev.countersign.journeys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.countersign.contracts.Json;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Arrays;

/** What a service answered. */
public record Answer(String request, int status, HttpHeaders headers, String text) {

    static Answer of(HttpResponse<String> response) {
        String request = response.request().method() + " " + response.request().uri();
        return new Answer(request, response.statusCode(), response.headers(), response.body());
    }

    /** The body as JSON; a missing node where it is none. */
    public JsonNode body() {
        try {
            return text.isEmpty() ? MissingNode.getInstance() : Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** The body as a value. */
    public <T> T as(Class<T> type) {
        try {
            return Json.mapper().readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new AssertionError(this + " is no " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** What kind of problem it is: the last part of its {@code type}; empty where it is no problem. */
    public String problem() {
        String type = body().path("type").asText();
        boolean problem = header("Content-Type").startsWith("application/problem+json");
        return problem ? type.substring(type.lastIndexOf(':') + 1) : "";
    }

    /** This answer, where its status is one of these. */
    public Answer expect(int... statuses) {
        if (Arrays.stream(statuses).noneMatch(expected -> expected == status)) {
            throw new AssertionError("expected " + Arrays.toString(statuses) + ", but " + this);
        }
        return this;
    }

    @Override
    public String toString() {
        return request + " answered " + status + " " + (text.length() > 2000 ? text.substring(0, 2000) + "…" : text);
    }
}
