package dev.countersign.queue.directory;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads YAML or JSON and keeps the place of every piece. Aliases and duplicate keys are refused: both hide what is said. */
final class LocatedText {

    private static final StreamReadConstraints BOUNDS =
            StreamReadConstraints.builder().maxNestingDepth(20).build();
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(BOUNDS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final JsonFactory YAML = YAMLFactory.builder()
            .streamReadConstraints(BOUNDS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonParser parser;

    private LocatedText(JsonParser parser) {
        this.parser = parser;
    }

    /** The text is no YAML, or no JSON. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final DirectoryError error;

        MalformedException(int line, String sentence) {
            super(sentence);
            error = new DirectoryError("", line, sentence);
        }

        DirectoryError error() {
            return error;
        }
    }

    static Located yaml(String text) throws MalformedException {
        return read(YAML, text);
    }

    static Located json(String text) throws MalformedException {
        return read(JSON, text);
    }

    private static Located read(JsonFactory factory, String text) throws MalformedException {
        try (JsonParser parser = factory.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new MalformedException(1, "is empty");
            }
            Located root = new LocatedText(parser).node("");
            if (parser.nextToken() != null) {
                throw new MalformedException(parser.currentTokenLocation().getLineNr(), "has more than one document");
            }
            return root;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw new MalformedException(line, "cannot be read: " + firstLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new IllegalStateException("a text can always be read", e);
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("it is not well-formed");
    }

    private Located node(String pointer) throws IOException, MalformedException {
        int line = Math.max(1, parser.currentTokenLocation().getLineNr());
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            throw new MalformedException(line, "uses an alias; write it out");
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return new Located.Fields(pointer, line, entries(pointer));
        }
        if (token == JsonToken.START_ARRAY) {
            return new Located.Items(pointer, line, items(pointer));
        }
        // What YAML leaves empty, nobody has said.
        boolean unsaid = token == JsonToken.VALUE_NULL || parser.getText().isEmpty();
        return new Located.Scalar(pointer, line, unsaid ? null : parser.getText());
    }

    private Map<String, Located> entries(String pointer) throws IOException, MalformedException {
        Map<String, Located> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            entries.put(name, node(Located.child(pointer, name)));
        }
        return entries;
    }

    private List<Located> items(String pointer) throws IOException, MalformedException {
        List<Located> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(pointer + "/" + items.size()));
        }
        return items;
    }
}
