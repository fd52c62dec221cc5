package dev.countersign.policy.langgraph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a graph asks a person.
 *
 * @param requests at least one, in the order in which they are answered
 */
record Interrupt(Generation generation, List<Request> requests) {

    Interrupt {
        requests = List.copyOf(requests);
    }

    /**
     * One action that the graph wants to take.
     *
     * @param name of the action or tool; the type of Countersign's action
     * @param args an object; the payload
     * @param argsMember {@code args} or {@code arguments}, whichever the graph wrote, and reads
     * @param description what the graph says about it
     * @param allowed what it takes for an answer
     * @param pointer to the request in the body
     */
    record Request(
            String name,
            JsonNode args,
            String argsMember,
            @Nullable String description,
            Set<Verb> allowed,
            String pointer) {

        Request {
            allowed = Set.copyOf(allowed);
        }

        String argsPointer() {
            return pointer + "/" + argsMember;
        }
    }
}
