package dev.countersign.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.event.Action;
import dev.countersign.contracts.event.Case;
import dev.countersign.expressions.Conversion.Converted;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The action or the case, as a variable of an expression: its fields are known by name. */
@SuppressWarnings("Immutable")
final class ScopeValue extends LazyValue {

    private final Map<String, Supplier<Converted>> fields;

    private ScopeValue(Map<String, Supplier<Converted>> fields, Budget budget) {
        super(budget);
        this.fields = fields;
    }

    static ScopeValue of(Action action, Budget budget) {
        Map<String, Supplier<Converted>> fields = LinkedHashMap.newLinkedHashMap(4);
        fields.put("type", () -> Conversion.of(action.type()));
        fields.put("target", () -> Conversion.of(action.target()));
        fields.put("payload", () -> of(action.payload(), budget));
        JsonNode before = action.before();
        if (before != null) {
            fields.put("before", () -> of(before, budget));
        }
        return new ScopeValue(fields, budget);
    }

    static ScopeValue of(@Nullable Case content, Budget budget) {
        Map<String, Supplier<Converted>> fields = LinkedHashMap.newLinkedHashMap(4);
        if (content != null) {
            fields.put("id", () -> Conversion.of(content.id()));
            String subject = content.subject();
            if (subject != null) {
                fields.put("subject", () -> Conversion.of(subject));
            }
            fields.put("attributes", () -> new Converted(attributes(content, budget), 1));
            fields.put("conversation", () -> Conversion.of(content.conversation()));
        }
        return new ScopeValue(fields, budget);
    }

    private static ScopeValue attributes(Case content, Budget budget) {
        Map<String, Supplier<Converted>> fields = new LinkedHashMap<>();
        content.attributes().forEach((name, value) -> fields.put(name, () -> of(value, budget)));
        return new ScopeValue(fields, budget);
    }

    @Override
    @Nullable
    Converted convert(String field, Budget budget) {
        Supplier<Converted> value = fields.get(field);
        return value == null ? null : value.get();
    }

    @Override
    Converted convertAll() {
        Map<String, Object> all = new LinkedHashMap<>();
        long cost = 1;
        for (Map.Entry<String, Supplier<Converted>> field : fields.entrySet()) {
            Converted converted = field.getValue().get();
            Converted whole = converted.value() instanceof LazyValue nested ? nested.convertAll() : converted;
            all.put(field.getKey(), whole.value());
            cost += field.getKey().length() + whole.cost();
        }
        return new Converted(all, cost);
    }

    @Override
    public boolean isZeroValue() {
        return fields.isEmpty();
    }
}
