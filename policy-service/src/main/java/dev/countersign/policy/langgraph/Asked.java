package dev.countersign.policy.langgraph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.payload.digest.PayloadDigest;
import dev.countersign.policy.langgraph.Interrupt.Request;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What is kept of a request: enough to answer it, and none of its content.
 *
 * @param evaluation that answers it
 * @param digest of the arguments that the graph would execute
 */
record Asked(UUID evaluation, String name, String argsMember, Set<Verb> allowed, String digest) {

    Asked {
        allowed = Set.copyOf(allowed);
    }

    static Asked of(Request request, UUID evaluation) {
        return new Asked(
                evaluation,
                request.name(),
                request.argsMember(),
                request.allowed(),
                PayloadDigest.of(request.args().toString()));
    }

    boolean allows(Verb verb) {
        return allowed.contains(verb);
    }

    /** Whether these are the arguments that the graph would execute. */
    boolean isFor(JsonNode args) {
        return PayloadDigest.of(args.toString()).equals(digest);
    }

    /**
     * All requests of an interrupt, in order, and how it is spelled.
     */
    record Form(Generation generation, List<Asked> asked) {
        Form {
            asked = List.copyOf(asked);
        }
    }
}
