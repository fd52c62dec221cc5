package dev.countersign.contracts.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The matter that the action belongs to.
 *
 * @param subject who or what it is about, for example {@code customer/mia_li_3668}
 * @param attributes what routing and signals may ask for, for example {@code accountOwner}
 * @param conversation what was said before the action, in order
 */
public record Case(String id, @Nullable String subject, Map<String, JsonNode> attributes, List<Turn> conversation) {
    public Case {
        Objects.requireNonNull(id, "id");
        attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
        conversation = conversation == null ? List.of() : List.copyOf(conversation);
    }

    /** One message of the conversation. */
    public record Turn(String role, String text) {
        public Turn {
            Objects.requireNonNull(role, "role");
            Objects.requireNonNull(text, "text");
        }
    }
}
