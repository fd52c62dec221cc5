package dev.countersign.payload.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonSchema email =
            JsonSchema.of(NODES.objectNode().put("type", "string").put("format", "email"));

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
        assertThat(email.flaws(NODES.textNode(address))).isEmpty();
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
        assertThat(email.flaws(NODES.textNode(text))).extracting(Flaw::pointer).containsExactly("");
    }

    @Test
    void anAddressEndsSomewhere() {
        JsonNode tooLong = NODES.textNode("a@" + "b.".repeat(130) + "example");
        assertThat(email.flaws(tooLong)).isNotEmpty();
    }

    @Test
    void whatBreaksTheSchemaIsNamedWhereItStands() {
        JsonNode schema = json("{'type':'object','required':['to'],'additionalProperties':false,"
                + "'properties':{'to':{'type':'string'},'lines':{'type':'array','items':{'type':'object',"
                + "'properties':{'n':{'type':'integer','minimum':1}}}}}}");

        List<Flaw> flaws = JsonSchema.of(schema).flaws(json("{'lines':[{'n':1},{'n':0}],'cc':1}"));

        assertThat(flaws).extracting(Flaw::pointer).containsExactly("/cc", "/lines/1/n", "/to");
        assertThat(flaws)
                .extracting(Flaw::sentence)
                .allSatisfy(detail -> assertThat(detail).doesNotStartWith("/").isNotBlank());
        assertThat(JsonSchema.of(schema).flaws(json("{'to':'x'}"))).isEmpty();
    }

    @Test
    void formatsCountAndPatternsRunInLinearTime() {
        JsonNode schema = json("{'type':'object','properties':{'to':{'type':'string','format':'email'},"
                + "'on':{'type':'string','format':'date'},'x':{'type':'string','pattern':'^(a+)+$'}}}");

        assertThat(JsonSchema.of(schema).flaws(json("{'to':'me','on':'soon'}")))
                .extracting(Flaw::pointer)
                .containsExactly("/on", "/to");
        assertThat(JsonSchema.of(schema).flaws(json("{'to':'ops@nordvik.example','on':'2026-11-22'}")))
                .isEmpty();
        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> JsonSchema.of(schema).flaws(json("{'x':'" + "a".repeat(40_000) + "!'}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]||must be a JSON Schema, as an object",
                "{'type':'strng'}|/type|does not have a value in the enumeration [\"array\", \"boolean\", \"integer\", \"null\", \"number\", \"object\", \"string\"]",
                "{'properties':{'a':{'$ref':'https://example.com/a'}}}|/properties/a/$ref|must point into this schema: nothing is fetched from elsewhere",
                "{'pattern':'(?=a)'}|/pattern|does not match the regex pattern must be a valid ECMA-262 regular expression"
            })
    void aSchemaThatCannotBeUsedIsToldWhy(String schema, @Nullable String pointer, String sentence) {
        assertThat(JsonSchema.flawsOf(json(schema))).contains(new Flaw(pointer == null ? "" : pointer, sentence));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
