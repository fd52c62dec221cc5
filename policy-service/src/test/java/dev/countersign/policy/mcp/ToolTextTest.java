package dev.countersign.policy.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.event.Action;
import dev.countersign.contracts.event.Case;
import dev.countersign.contracts.event.Run;
import dev.countersign.contracts.event.Source;
import dev.countersign.policy.Given;
import dev.countersign.policy.escape.EscapeView;
import dev.countersign.policy.evaluation.EvaluationView;
import dev.countersign.policy.evaluation.Proposal;
import dev.countersign.policy.evaluation.Status;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What models are told of the tools is what the service takes and says. */
class ToolTextTest {

    private static JsonNode input(String tool) {
        return Json.mapper().valueToTree(ToolText.named(tool).input());
    }

    private static JsonNode output(String tool) {
        return Json.mapper().valueToTree(ToolText.named(tool).output());
    }

    private static List<?> violations(JsonNode schema, JsonNode json) {
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema.toString(), InputFormat.JSON);
        return compiled.validate(json.toString(), InputFormat.JSON);
    }

    private static Set<String> members(Class<?> record) {
        Set<String> names = new TreeSet<>();
        for (RecordComponent component : record.getRecordComponents()) {
            JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
            names.add(named == null ? component.getName() : named.value());
        }
        return names;
    }

    private static Set<String> properties(JsonNode schema) {
        Set<String> names = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void aProposalIsDescribedInFull() {
        JsonNode input = input("simulate_action");
        Set<String> proposal = members(Proposal.class);
        // An agent that calls tools waits by calling one.
        proposal.remove("callback");

        assertThat(properties(input)).isEqualTo(proposal);
        assertThat(properties(input.at("/properties/action"))).isEqualTo(members(Action.class));
        assertThat(properties(input.at("/properties/case"))).isEqualTo(members(Case.class));
        assertThat(properties(input.at("/properties/case/properties/conversation/items")))
                .isEqualTo(members(Case.Turn.class));
        assertThat(properties(input.at("/properties/sources/items"))).isEqualTo(members(Source.class));
        assertThat(properties(input.at("/properties/run"))).isEqualTo(members(Run.class));
    }

    @Test
    void onlyAProposalThatIsRecordedHasAKey() {
        assertThat(properties(input("propose_action"))).contains("idempotencyKey");
        assertThat(properties(input("simulate_action"))).doesNotContain("idempotencyKey");
    }

    @Test
    void aRealProposalSatisfiesTheSchema() {
        assertThat(violations(input("propose_action"), Given.proposal("refunds")))
                .isEmpty();
        assertThat(violations(input("propose_action"), Given.proposal("refunds").put("confidence", 2)))
                .isNotEmpty();
        assertThat(violations(input("propose_action"), Given.proposal("refunds").put("confidense", 1)))
                .isNotEmpty();
    }

    @Test
    void theAnswersAreDescribedInFull() {
        assertThat(properties(output("await_decision"))).isEqualTo(members(EvaluationView.class));
        assertThat(properties(output("report_escape"))).isEqualTo(members(EscapeView.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"propose_action", "await_decision"})
    void theModelIsToldWhatToDoWithEachStatus(String tool) {
        assertThat(Arrays.stream(Status.values()).map(Status::word))
                // These two are what the agent itself reported.
                .filteredOn(word -> !List.of("executed", "failed").contains(word))
                .allSatisfy(
                        word -> assertThat(ToolText.named(tool).description()).contains(word));
    }
}
