package dev.countersign.policy.langgraph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.payload.check.InteroperableJson;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a graph sends: an interrupt as it is, or beside it what else a proposal says.
 *
 * @param drafts one for each request, in order
 */
record Sent(Interrupt interrupt, List<Draft> drafts) {

    private static final String INTERRUPT = "interrupt";
    private static final String PROPOSAL = "proposal";
    private static final List<String> KNOWN = List.of(INTERRUPT, PROPOSAL);

    Sent {
        drafts = List.copyOf(drafts);
    }

    /**
     * Reads a body: {@code {"interrupt": …, "proposal": …}}, or the interrupt alone. {@code proposal} is an object, for every request,
     * or a list of them, one for each.
     *
     * @throws dev.countersign.problems.Problem {@code interrupt-unreadable}, {@code unknown-field}, {@code invalid-value}
     */
    static Sent read(JsonNode body) {
        Complaints complaints = new Complaints();
        InteroperableJson.flaws(body, "").forEach(flaw -> complaints.add(flaw.pointer(), flaw.sentence()));
        complaints.refuse();
        if (!body.has(INTERRUPT)) {
            return of(InterruptReader.read(body, ""), JsonNodeFactory.instance.objectNode());
        }
        Complaints.unknown(body, KNOWN, "");
        return of(InterruptReader.read(body.path(INTERRUPT), "/" + INTERRUPT), body.path(PROPOSAL));
    }

    private static Sent of(Interrupt interrupt, JsonNode proposal) {
        int size = interrupt.requests().size();
        if (proposal.isArray() && proposal.size() != size) {
            throw Complaints.invalid("/" + PROPOSAL, "must have one entry for each of the " + size + " requests");
        }
        List<Draft> drafts = IntStream.range(0, size)
                .mapToObj(i -> proposal.isArray()
                        ? Draft.of(interrupt.requests().get(i), proposal.get(i), "/" + PROPOSAL + "/" + i)
                        : Draft.of(interrupt.requests().get(i), orEmpty(proposal), "/" + PROPOSAL))
                .toList();
        return new Sent(interrupt, drafts);
    }

    private static JsonNode orEmpty(JsonNode proposal) {
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        return proposal.isMissingNode() || proposal.isNull() ? nothing : proposal;
    }
}
