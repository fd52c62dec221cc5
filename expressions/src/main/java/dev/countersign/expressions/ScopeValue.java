package dev.countersign.expressions;

import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelValue;
import dev.cel.common.values.NullValue;
import dev.cel.common.values.SelectableValue;
import dev.countersign.contracts.event.Action;
import dev.countersign.contracts.event.Case;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A variable of an expression whose fields are known by name and converted when asked for. */
// A view that lives for one evaluation on one thread, over content that nobody changes meanwhile.
@SuppressWarnings("Immutable")
final class ScopeValue extends CelValue implements SelectableValue<String> {

    private final Map<String, Supplier<Object>> fields;

    private ScopeValue(Map<String, Supplier<Object>> fields) {
        this.fields = fields;
    }

    /** The variables of one evaluation. */
    static Map<String, Object> variables(Scope scope, Budget budget) {
        Double confidence = scope.confidence();
        return Map.of(
                Variables.ACTION,
                of(scope.action(), budget),
                Variables.CASE,
                of(scope.content(), budget),
                Variables.SIGNALS,
                scope.signals(),
                Variables.CONFIDENCE,
                confidence == null ? NullValue.NULL_VALUE : confidence);
    }

    private static ScopeValue of(Action action, Budget budget) {
        Map<String, Supplier<Object>> fields = new LinkedHashMap<>();
        fields.put("type", action::type);
        fields.put("target", action::target);
        fields.put("payload", () -> JsonValue.of(action.payload(), budget));
        var before = action.before();
        if (before != null) {
            fields.put("before", () -> JsonValue.of(before, budget));
        }
        return new ScopeValue(fields);
    }

    private static ScopeValue of(@Nullable Case content, Budget budget) {
        Map<String, Supplier<Object>> fields = new LinkedHashMap<>();
        if (content != null) {
            fields.put("id", content::id);
            String subject = content.subject();
            if (subject != null) {
                fields.put("subject", () -> subject);
            }
            fields.put("attributes", () -> attributes(content, budget));
            fields.put("conversation", () -> conversation(content, budget));
        }
        return new ScopeValue(fields);
    }

    private static ScopeValue attributes(Case content, Budget budget) {
        Map<String, Supplier<Object>> fields = new LinkedHashMap<>();
        content.attributes().forEach((name, value) -> fields.put(name, () -> JsonValue.of(value, budget)));
        return new ScopeValue(fields);
    }

    private static List<Map<String, String>> conversation(Case content, Budget budget) {
        return content.conversation().stream()
                .map(turn -> {
                    budget.spend(1L + turn.text().length());
                    return Map.of("role", turn.role(), "text", turn.text());
                })
                .toList();
    }

    @Override
    public Object select(String field) {
        return find(field).orElseThrow(() -> CelAttributeNotFoundException.forMissingMapKey(field));
    }

    @Override
    public Optional<Object> find(String field) {
        return Optional.ofNullable(fields.get(field)).map(Supplier::get);
    }

    @Override
    public Object value() {
        Map<String, Object> map = new LinkedHashMap<>();
        fields.forEach((name, field) -> {
            Object value = field.get();
            map.put(name, value instanceof CelValue nested ? nested.value() : value);
        });
        return map;
    }

    @Override
    public boolean isZeroValue() {
        return fields.isEmpty();
    }

    @Override
    public CelType celType() {
        return SimpleType.DYN;
    }
}
