package dev.countersign.policy.difference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.countersign.contracts.policy.PolicyDocument;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever adds a field to the policy says here what a change of it means. */
class RulesCoverTheDocumentTest {

    @Test
    void everyFieldOfThePolicyHasARuleAndNoOtherHas() {
        covers(DocumentRules.DOCUMENT, PolicyDocument.class, "");
    }

    private static void covers(Rule rule, Class<?> type, String path) {
        section(rule).ifPresent(section -> {
            Map<String, RecordComponent> components = Arrays.stream(type.getRecordComponents())
                    .collect(Collectors.toMap(RulesCoverTheDocumentTest::name, component -> component));
            assertThat(section.fields().keySet()).as(path).isEqualTo(components.keySet());
            section.fields().forEach((name, field) -> covers(field, content(components.get(name)), path + "/" + name));
        });
    }

    /** The fields of what a rule is about, or of what its list or map holds. */
    private static Optional<Rule.Section> section(Rule rule) {
        return switch (rule) {
            case Rule.Section section -> Optional.of(section);
            case Rule.Part part -> Optional.of(part.parts());
            case Rule.Named named -> section(named.each());
            case Rule.Keyed keyed -> section(keyed.each());
            default -> Optional.empty();
        };
    }

    private static String name(RecordComponent component) {
        JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
        return property == null ? component.getName() : property.value();
    }

    private static Class<?> content(RecordComponent component) {
        Type type = component.getGenericType();
        Type content = type instanceof ParameterizedType generic
                ? generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1]
                : type;
        return (Class<?>) content;
    }
}
