package dev.countersign.policy.langgraph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.policy.evaluation.Proposal;
import dev.countersign.policy.langgraph.Interrupt.Request;
import dev.countersign.problems.BodyProblems;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The proposal that a request amounts to.
 *
 * @param context what the proposal says besides its action
 * @param pointer to the context in the body, there or not
 */
record Draft(Request request, ObjectNode context, String pointer) {

    private static final String REVISES = "revises";

    /** What stands in the action, not beside it. */
    private static final List<String> OF_ACTION = List.of("target", "before");

    private static final List<String> KNOWN =
            List.of("target", "before", REVISES, "confidence", "signals", "sources", "case", "run", "callback");

    static Draft of(Request request, JsonNode context, String pointer) {
        if (!(context instanceof ObjectNode object)) {
            throw Complaints.invalid(pointer, "must be an object");
        }
        Complaints.unknown(object, KNOWN, pointer);
        return new Draft(request, object, pointer);
    }

    /** The evaluation that this is another attempt at, after a person asked for changes. */
    Optional<UUID> revises() {
        JsonNode id = context.path(REVISES);
        if (id.isMissingNode() || id.isNull()) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(id.asText()));
        } catch (IllegalArgumentException e) {
            throw Complaints.invalid(pointer + "/" + REVISES, "is not the id of an evaluation");
        }
    }

    /** The proposal without what the graph says about it: a sentence that a program makes up is no source. */
    Proposal bare(String process, ObjectMapper mapper) {
        return read(json(process), mapper);
    }

    /** The proposal with what the graph says about it, for the person who decides. */
    Proposal told(String process, ObjectMapper mapper) {
        ObjectNode json = json(process);
        String description = request.description();
        if (description != null && !description.isBlank()) {
            ArrayNode sources = json.path("sources") instanceof ArrayNode given ? given.deepCopy() : json.arrayNode();
            sources.addObject().put("title", "description").put("excerpt", description);
            json.set("sources", sources);
        }
        return read(json, mapper);
    }

    private ObjectNode json(String process) {
        ObjectNode action = JsonNodeFactory.instance.objectNode();
        action.put("type", request.name());
        action.put("target", "langgraph/" + request.name());
        action.set("payload", request.args());
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("process", process);
        json.set("action", action);
        context.properties().forEach(member -> {
            if (OF_ACTION.contains(member.getKey())) {
                action.set(member.getKey(), member.getValue());
            } else if (!member.getKey().equals(REVISES)) {
                json.set(member.getKey(), member.getValue());
            }
        });
        return json;
    }

    private Proposal read(ObjectNode json, ObjectMapper mapper) {
        try {
            return mapper.treeToValue(json, Proposal.class);
        } catch (JsonProcessingException e) {
            throw placed(BodyProblems.of(e));
        }
    }

    /** The same problem, with its pointers to where things stand in what the graph sent. */
    Problem placed(Problem problem) {
        return Problem.of(problem.status(), problem.slug(), problem.title(), problem.detail())
                .with(problem.violations().stream()
                        .map(wrong -> new Violation(place(wrong.pointer()), wrong.detail()))
                        .toList());
    }

    private String place(String inProposal) {
        for (String prefix : List.of("/action/payload", "/payload")) {
            if (inProposal.startsWith(prefix)) {
                return request.argsPointer() + inProposal.substring(prefix.length());
            }
        }
        return inProposal.startsWith("/action/")
                ? pointer + inProposal.substring("/action".length())
                : pointer + inProposal;
    }
}
