package dev.countersign.policy.langgraph;

import com.fasterxml.jackson.databind.JsonNode;

/** What a graph is told about one request. */
sealed interface Answer {

    Verb verb();

    /** Execute it as it was asked for. */
    record Approve() implements Answer {
        @Override
        public Verb verb() {
            return Verb.APPROVE;
        }
    }

    /** Execute it with these arguments in the place of those that were asked for. */
    record Edit(JsonNode args) implements Answer {
        @Override
        public Verb verb() {
            return Verb.EDIT;
        }
    }

    /** Do not execute it; these words are for the model. */
    record Respond(String message) implements Answer {
        @Override
        public Verb verb() {
            return Verb.RESPOND;
        }
    }

    /** Do not execute it. */
    record Reject(String message) implements Answer {
        @Override
        public Verb verb() {
            return Verb.REJECT;
        }
    }

    /** Whether the graph goes on to execute something. */
    default boolean executes() {
        return verb() == Verb.APPROVE || verb() == Verb.EDIT;
    }
}
