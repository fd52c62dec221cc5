package dev.countersign.policy.difference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One place of two documents side by side, and where to say what is different there. */
final class Place {

    /** 0.9 and 0.90 are the same. */
    private static final Comparator<JsonNode> BY_VALUE = (one, other) -> one.isNumber() && other.isNumber()
            ? one.decimalValue().compareTo(other.decimalValue())
            : one.equals(other) ? 0 : 1;

    private final Sides sides;
    private final List<String> names;
    private final @Nullable JsonNode before;
    private final @Nullable JsonNode after;
    private final List<Change> found;

    private Place(
            Sides sides, List<String> names, @Nullable JsonNode before, @Nullable JsonNode after, List<Change> found) {
        this.sides = sides;
        this.names = names;
        this.before = before;
        this.after = after;
        this.found = found;
    }

    static Place ofDocuments(JsonNode before, JsonNode after, List<Change> found) {
        return new Place(new Sides(before, after), List.of(), before, after, found);
    }

    Place at(String name) {
        return below(name, field(before, name), field(after, name));
    }

    /** A place below this one with what stands there on each side. */
    Place below(String name, @Nullable JsonNode before, @Nullable JsonNode after) {
        return new Place(sides, join(names, name), before, after, found);
    }

    private static List<String> join(List<String> names, String name) {
        return Stream.concat(names.stream(), Stream.of(name)).toList();
    }

    private static @Nullable JsonNode field(@Nullable JsonNode parent, String name) {
        JsonNode value = parent == null ? null : parent.get(name);
        return value == null || value.isNull() ? null : value;
    }

    Sides sides() {
        return sides;
    }

    @Nullable
    JsonNode before() {
        return before;
    }

    @Nullable
    JsonNode after() {
        return after;
    }

    /** What stands on the side that has something: of an added or removed thing, the thing. */
    JsonNode either() {
        JsonNode value = after == null ? before : after;
        if (value == null) {
            throw new IllegalStateException("nothing stands at " + pointer());
        }
        return value;
    }

    boolean isAdded() {
        return before == null;
    }

    boolean isRemoved() {
        return after == null;
    }

    boolean isSame() {
        return before == null || after == null ? before == after : same(before, after);
    }

    static boolean same(JsonNode one, JsonNode other) {
        return one.equals(BY_VALUE, other);
    }

    /** The name of this place, or of one that holds it: 0 for its own. */
    String name(int above) {
        return names.get(names.size() - 1 - above);
    }

    String pointer() {
        StringBuilder pointer = new StringBuilder();
        names.forEach(name -> pointer.append('/').append(name.replace("~", "~0").replace("/", "~1")));
        return pointer.toString();
    }

    void say(String sentence, Effect effect) {
        found.add(Change.of(pointer(), before, after, sentence, effect));
    }
}
