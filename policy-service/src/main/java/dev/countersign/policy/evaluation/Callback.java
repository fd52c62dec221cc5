package dev.countersign.policy.evaluation;

import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Where the agent wants to be told of the decision.
 *
 * @param url absolute, https; whether anything is sent there is checked when it is proposed, and again whenever it is sent
 */
@Schema(name = "Callback")
public record Callback(String url) {
    public Callback {
        Objects.requireNonNull(url, "url");
    }
}
