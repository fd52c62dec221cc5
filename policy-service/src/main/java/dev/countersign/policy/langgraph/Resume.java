package dev.countersign.policy.langgraph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.policy.langgraph.Answer.Approve;
import dev.countersign.policy.langgraph.Answer.Edit;
import dev.countersign.policy.langgraph.Answer.Reject;
import dev.countersign.policy.langgraph.Answer.Respond;
import dev.countersign.policy.langgraph.Asked.Form;
import java.util.List;

/** Writes the value to resume a graph with, in the generation in which it asked. */
final class Resume {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Resume() {}

    /**
     * The value.
     *
     * @param answers one for each request, in order
     */
    static JsonNode value(Form form, List<Answer> answers) {
        ArrayNode list = JSON.arrayNode();
        for (int i = 0; i < answers.size(); i++) {
            Asked asked = form.asked().get(i);
            list.add(
                    form.generation() == Generation.FIRST
                            ? first(asked, answers.get(i))
                            : second(form.generation(), asked, answers.get(i)));
        }
        return form.generation() == Generation.FIRST ? list : JSON.objectNode().set("decisions", list);
    }

    private static ObjectNode first(Asked asked, Answer answer) {
        ObjectNode written = JSON.objectNode().put("type", answer.verb().first);
        return switch (answer) {
            case Approve ignored -> written.set("args", JSON.nullNode());
            case Edit edit -> written.set("args", action("action", asked, edit));
            case Respond words -> written.put("args", words.message());
            case Reject ignored -> written.set("args", JSON.nullNode());
        };
    }

    private static ObjectNode second(Generation generation, Asked asked, Answer answer) {
        ObjectNode written = JSON.objectNode().put("type", answer.verb().second);
        return switch (answer) {
            case Approve ignored -> written;
            case Edit edit -> written.set(generation.edited, action("name", asked, edit));
            case Respond words -> written.put("message", words.message());
            case Reject no -> written.put("message", no.message());
        };
    }

    private static ObjectNode action(String nameMember, Asked asked, Edit edit) {
        return JSON.objectNode().put(nameMember, asked.name()).set(asked.argsMember(), edit.args());
    }
}
