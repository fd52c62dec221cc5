package dev.countersign.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of the chart's README, made of the comments in {@code values.yaml} that begin with two dashes. */
final class ValuesTable {

    private static final Pattern KEY = Pattern.compile("^( *)([A-Za-z][A-Za-z0-9]*):(.*)$");
    private static final int LONGEST_DEFAULT = 60;

    /** A value, its default and what it is for. */
    record Row(String key, String standard, String explanation) {}

    private record Open(int indent, String key) {}

    private final Deque<Open> path = new ArrayDeque<>();
    private final List<Row> rows = new ArrayList<>();
    private final JsonNode values;
    private String comment = "";

    private ValuesTable(String yaml) {
        values = Yaml.document(yaml);
        yaml.lines().forEach(this::read);
    }

    static List<Row> of(String yaml) {
        return new ValuesTable(yaml).rows;
    }

    private void read(String line) {
        String text = line.strip();
        if (text.startsWith("# -- ")) {
            comment = text.substring(5);
        } else if (text.startsWith("#")) {
            comment = comment.isEmpty() ? "" : comment + " " + text.substring(1).strip();
        } else {
            Matcher key = KEY.matcher(line);
            if (key.matches()) {
                enter(key.group(1).length(), key.group(2));
            }
            comment = "";
        }
    }

    private void enter(int indent, String key) {
        while (!path.isEmpty() && path.peekLast().indent >= indent) {
            path.removeLast();
        }
        path.addLast(new Open(indent, key));
        if (!comment.isEmpty()) {
            String full = String.join(".", path.stream().map(Open::key).toList());
            rows.add(new Row(full, standard(full), comment));
        }
    }

    private String standard(String key) {
        String json = values.at("/" + key.replace('.', '/')).toString();
        return json.length() > LONGEST_DEFAULT ? "see values.yaml" : "`" + json.replace("|", "\\|") + "`";
    }

    static String markdown(List<Row> rows) {
        StringBuilder table = new StringBuilder("| key | default | what it is |\n| --- | --- | --- |\n");
        rows.forEach(row -> table.append(
                "| `%s` | %s | %s |%n".formatted(row.key, row.standard, row.explanation.replace("|", "\\|"))));
        return table.toString();
    }

    /** The keys of values that are neither explained themselves nor within one that is. */
    static Set<String> leaves(JsonNode values, Set<String> explained) {
        Set<String> leaves = new TreeSet<>();
        collect(values, "", explained, leaves);
        return leaves;
    }

    private static void collect(JsonNode node, String prefix, Set<String> explained, Set<String> leaves) {
        node.properties().forEach(entry -> {
            String key = prefix.isEmpty() ? entry.getKey() : prefix + "." + entry.getKey();
            if (!explained.contains(key) && entry.getValue().isObject()) {
                collect(entry.getValue(), key, explained, leaves);
            } else {
                leaves.add(key);
            }
        });
    }
}
