package dev.countersign.localstack.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a service answered.
 *
 * @param body missing where it is no JSON
 */
public record Reply(int status, JsonNode body) {

    public boolean isOk() {
        return status >= 200 && status < 300;
    }

    /** The problem (RFC 9457) in words, a line for each bad field. */
    public String problem() {
        StringBuilder words = new StringBuilder();
        words.append(status).append(' ').append(body.path("title").asText("(no title)"));
        if (body.hasNonNull("detail")) {
            words.append(": ").append(body.path("detail").asText());
        }
        body.path("errors")
                .forEach(error -> words.append(System.lineSeparator())
                        .append("  ")
                        .append(error.path("pointer").asText())
                        .append(' ')
                        .append(error.path("detail").asText()));
        return words.toString();
    }

    /** The last part of the problem's type, for counting. */
    public String problemSlug() {
        String type = body.path("type").asText("");
        return type.isEmpty() ? "status-" + status : type.substring(type.lastIndexOf(':') + 1);
    }
}
