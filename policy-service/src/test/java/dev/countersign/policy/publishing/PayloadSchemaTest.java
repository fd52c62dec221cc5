package dev.countersign.policy.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.countersign.problems.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadSchemaTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final PayloadSchema email =
            PayloadSchema.of(NODES.objectNode().put("type", "string").put("format", "email"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jonas.lindqvist@nordvik.example",
                "ops+alerts@intranet",
                "a@b.co",
                "o'hara@mail.internal",
                "post@a.newtoplevel"
            })
    void anAddressIsOneWhateverItsTopLevelDomain(String address) {
        assertThat(email.violations(NODES.textNode(address), "/to")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jonas",
                "@nordvik.example",
                "jonas@",
                "jonas@-nordvik.example",
                "jonas@nordvik..example",
                "two words@nordvik.example",
                "jonas@nordvik.example\nBcc: everybody@else.example"
            })
    void whatIsNoAddressIsRefused(String text) {
        assertThat(email.violations(NODES.textNode(text), "/to"))
                .extracting(Violation::pointer)
                .containsExactly("/to");
    }

    @Test
    void anAddressEndsSomewhere() {
        JsonNode tooLong = NODES.textNode("a@" + "b.".repeat(130) + "example");
        assertThat(email.violations(tooLong, "/to")).isNotEmpty();
    }
}
