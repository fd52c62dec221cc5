package dev.countersign.policy.publishing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.countersign.contracts.Json;
import dev.countersign.problems.BodyProblems;
import dev.countersign.problems.Problem;
import java.io.IOException;
import org.yaml.snakeyaml.LoaderOptions;

/** Reads a policy document as it was sent. YAML is data here: no tags, no anchors, no second document, no key twice. */
final class PolicySource {

    private static final int MAX_CHARACTERS = 256 * 1024;
    private static final int MAX_DEPTH = 64;

    private static final StreamReadConstraints BOUNDS =
            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build();

    private static final ObjectMapper JSON = strict(
            new JsonMapper(JsonFactory.builder().streamReadConstraints(BOUNDS).build()));
    private static final ObjectMapper YAML = strict(new ObjectMapper(yaml()));

    private PolicySource() {}

    private static YAMLFactory yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setCodePointLimit(MAX_CHARACTERS);
        return YAMLFactory.builder()
                .loaderOptions(options)
                .streamReadConstraints(BOUNDS)
                .build();
    }

    private static ObjectMapper strict(ObjectMapper mapper) {
        ObjectMapper configured = Json.configure(mapper);
        configured.getFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        return configured;
    }

    /**
     * The document.
     *
     * @throws Problem when it is not well-formed
     */
    static JsonNode read(byte[] body, boolean json) {
        if (body.length > MAX_CHARACTERS) {
            throw Problem.of(413, "body-too-large", "Body too large", "A policy is at most 256 KiB long.");
        }
        try {
            return json ? readOne(JSON.createParser(body), JSON) : readYaml(body);
        } catch (JsonProcessingException e) {
            throw json ? BodyProblems.of(e) : malformed(e);
        } catch (NumberFormatException e) {
            throw malformed("it has a number that nobody can read");
        } catch (IOException e) {
            // Nothing is read from anywhere: the bytes are no characters.
            throw malformed("it is no text in UTF-8");
        }
    }

    private static JsonNode readYaml(byte[] body) throws IOException {
        try (YAMLParser parser = (YAMLParser) YAML.createParser(body)) {
            while (parser.nextToken() != null) {
                if (parser.isCurrentAlias() || parser.getObjectId() != null) {
                    throw malformed("anchors and aliases (& and *) are not read here: write it out");
                }
                if (parser.getTypeId() != null) {
                    throw malformed("tags (!) are not read here");
                }
            }
        }
        return readOne(YAML.createParser(body), YAML);
    }

    private static JsonNode readOne(JsonParser parser, ObjectMapper mapper) throws IOException {
        try (parser) {
            JsonNode document = mapper.readTree(parser);
            if (document == null || document.isMissingNode()) {
                throw malformed("there is no document in it");
            }
            if (parser.nextToken() != null) {
                throw malformed("there is more than one document in it");
            }
            return document;
        }
    }

    private static Problem malformed(JsonProcessingException e) {
        String complaint = String.valueOf(e.getMessage());
        String what = complaint.contains("Duplicate")
                ? "a key is there twice"
                : complaint.contains("epth") ? "it is nested more than " + MAX_DEPTH + " levels deep" : "it is no YAML";
        return malformed(
                e.getLocation() == null
                        ? what
                        : what + " (line " + e.getLocation().getLineNr() + ", column "
                                + e.getLocation().getColumnNr() + ")");
    }

    private static Problem malformed(String what) {
        return Problem.of(400, "malformed-policy", "Malformed policy", "The policy cannot be read: " + what + ".");
    }
}
