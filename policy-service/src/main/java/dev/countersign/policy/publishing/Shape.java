package dev.countersign.policy.publishing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Principal;
import dev.countersign.problems.NearestName;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one place of a policy document must look like. Looks at everything and reports everything at once. */
@FunctionalInterface
interface Shape {

    void check(JsonNode node, Findings found);

    /**
     * A field of an object.
     *
     * @param missing what to say where it is not there; absent: it need not be
     */
    record Field(Shape shape, @Nullable String missing) {}

    static Field required(String missing, Shape shape) {
        return new Field(shape, missing);
    }

    static Field optional(Shape shape) {
        return new Field(shape, null);
    }

    /** An object of these fields and no others. */
    static Shape object(Map<String, Field> fields) {
        return (node, found) -> {
            if (!node.isObject()) {
                found.add("must be a section with fields");
                return;
            }
            node.fieldNames().forEachRemaining(name -> {
                if (!fields.containsKey(name)) {
                    found.at(name).add(NearestName.refusal(name, fields.keySet()));
                }
            });
            fields.forEach((name, field) -> checkField(node.get(name), field, found.at(name)));
        };
    }

    private static void checkField(@Nullable JsonNode value, Field field, Findings found) {
        if (value == null || value.isNull()) {
            if (field.missing() != null) {
                found.add(field.missing());
            }
        } else {
            field.shape().check(value, found);
        }
    }

    /** At most so many elements or fields, of a shape. */
    static Shape atMost(int most, String what, Shape shape) {
        return (node, found) -> {
            if (node.size() > most) {
                found.add("has " + node.size() + " " + what + "; at most " + most + " are taken");
            } else {
                shape.check(node, found);
            }
        };
    }

    /** An object whose names are free, within a pattern. */
    static Shape mapOf(Pattern names, String nameSentence, String empty, Shape values) {
        return (node, found) -> {
            if (!node.isObject() || node.isEmpty()) {
                found.add(empty);
                return;
            }
            node.properties().forEach(entry -> {
                Findings place = found.at(entry.getKey());
                if (!names.matcher(entry.getKey()).matches()) {
                    place.add(nameSentence);
                }
                values.check(entry.getValue(), place);
            });
        };
    }

    static Shape listOf(Shape elements) {
        return (node, found) -> {
            if (!node.isArray()) {
                found.add("must be a list");
                return;
            }
            for (int i = 0; i < node.size(); i++) {
                elements.check(node.get(i), found.at(Integer.toString(i)));
            }
        };
    }

    /** A list that names at least one thing, and none twice. */
    static Shape someOf(String empty, Shape elements) {
        return (node, found) -> {
            if (node.isArray() && node.isEmpty()) {
                found.add(empty);
            }
            listOf(elements).check(node, found);
            Set<JsonNode> seen = new HashSet<>();
            for (int i = 0; node.isArray() && i < node.size(); i++) {
                if (!seen.add(node.get(i))) {
                    found.at(Integer.toString(i)).add("is there twice");
                }
            }
        };
    }

    static Shape text() {
        return (node, found) -> {
            if (!node.isTextual() || node.asText().isBlank()) {
                found.add("must be a text");
            }
        };
    }

    static Shape text(Pattern pattern, String sentence) {
        return (node, found) -> {
            if (!node.isTextual() || !pattern.matcher(node.asText()).matches()) {
                found.add(sentence);
            }
        };
    }

    static Shape oneOf(Set<String> names) {
        String all = names.stream().sorted().collect(Collectors.joining(", "));
        return (node, found) -> {
            if (!node.isTextual() || !names.contains(node.asText())) {
                String near = NearestName.of(node.asText(), names)
                        .map(name -> "; did you mean \"" + name + "\"?")
                        .orElse("");
                found.add("must be one of " + all + near);
            }
        };
    }

    static Shape flag() {
        return (node, found) -> {
            if (!node.isBoolean()) {
                found.add("must be true or false");
            }
        };
    }

    /** A number from {@code low} to {@code high}, both included. */
    static Shape number(double low, double high) {
        return (node, found) -> {
            if (!isReadable(node) || !(node.doubleValue() >= low && node.doubleValue() <= high)) {
                found.add(
                        high == Double.MAX_VALUE
                                ? "must be a number of at least " + plain(low)
                                : "must be a number between " + plain(low) + " and " + plain(high));
            }
        };
    }

    /** Beyond what a double holds, at either end, a number would be of absurd length when it is written out. */
    private static boolean isReadable(JsonNode node) {
        return node.isNumber()
                && Double.isFinite(node.doubleValue())
                && (node.doubleValue() != 0 || node.decimalValue().signum() == 0);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    static Shape wholeNumber(int low) {
        return (node, found) -> {
            if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < low) {
                found.add("must be a whole number of at least " + low);
            }
        };
    }

    /** A duration longer than nothing. */
    static Shape duration() {
        return (node, found) -> {
            if (Durations.of(node).filter(Durations::positive).isEmpty()) {
                found.add("must be a duration in ISO 8601, longer than nothing: PT15M, PT4H, P1D");
            }
        };
    }

    static Shape principal() {
        return (node, found) -> {
            if (!node.isTextual() || Principal.tryParse(node.asText()).isEmpty()) {
                found.add("is no principal; write person:<id> or team:<id>");
            }
        };
    }

    static Shape person() {
        return (node, found) -> {
            if (!node.isTextual()
                    || Principal.tryParse(node.asText())
                            .filter(Principal::isPerson)
                            .isEmpty()) {
                found.add("must be a person: write person:<id>");
            }
        };
    }

    static Shape zone() {
        return (node, found) -> {
            try {
                ZoneId.of(node.asText());
            } catch (DateTimeException e) {
                found.add("is no time zone; write one such as Europe/Madrid");
            }
        };
    }

    static boolean longerThan(Duration one, Duration other) {
        return one.compareTo(other) > 0;
    }
}
