package dev.countersign.payload.digest;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.Json;
import dev.countersign.payload.check.InteroperableJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One value has one digest, however it is written; and no JSON breaks the canonicaliser. */
class PayloadDigestFuzzTest {

    @FuzzTest(maxDuration = "30s")
    void aCanonicalFormIsItsOwnCanonicalForm(byte[] body) throws IOException {
        JsonNode value = read(body);
        if (value == null) {
            return;
        }
        InteroperableJson.unreadable(value, "");
        if (!InteroperableJson.flaws(value, "").isEmpty()) {
            return;
        }
        String canonical = CanonicalJson.of(value.toString());
        JsonNode again = Json.mapper().readTree(canonical);

        assertThat(InteroperableJson.flaws(again, "")).isEmpty();
        assertThat(CanonicalJson.of(again.toString())).isEqualTo(canonical);
        assertThat(PayloadDigest.of(again.toString())).isEqualTo(PayloadDigest.of(value.toString()));
        assertThat(PayloadDigest.of(backwards(value).toString())).isEqualTo(PayloadDigest.of(value.toString()));
    }

    private static JsonNode read(byte[] body) {
        try {
            JsonNode value = Json.mapper().readTree(body);
            return value == null || value.isMissingNode() ? null : value;
        } catch (IOException | NumberFormatException e) {
            // No JSON, no characters at all, or a number whose exponent has a dozen digits: refused as malformed.
            return null;
        }
    }

    /** The same value, its fields in the opposite order. */
    private static JsonNode backwards(JsonNode value) {
        if (value instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            Collections.reverse(names);
            ObjectNode turned = JsonNodeFactory.instance.objectNode();
            names.forEach(name -> turned.set(name, backwards(object.get(name))));
            return turned;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode turned = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> turned.add(backwards(element)));
            return turned;
        }
        return value;
    }
}
