package dev.countersign.policy.evaluation;

import static dev.countersign.policy.evaluation.Policies.compiled;
import static dev.countersign.policy.evaluation.Policies.proposal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.event.Reason;
import dev.countersign.policy.Given;
import dev.countersign.policy.publishing.PublishedPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PolicyPassTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Consumer<ObjectNode> UNSURE = proposal -> proposal.put("confidence", 0.5);

    private final PublishedPolicy policy = compiled(document -> {});

    private List<String> unseen(Consumer<ObjectNode> then, Consumer<ObjectNode> now) {
        return PolicyPass.unseen(policy, Given.AGENT, proposal(then), proposal(then.andThen(now)), Usage.NONE).stream()
                .map(Reason::code)
                .toList();
    }

    @Test
    void whatThePersonSawIsNoReasonToAskThemAgain() {
        assertThat(unseen(UNSURE, proposal -> {})).isEmpty();
        assertThat(unseen(UNSURE, proposal -> proposal.put("confidence", 0.4)))
                .as("less sure still, and they knew that it was unsure")
                .isEmpty();
        assertThat(unseen(proposal -> proposal.putArray("signals").add("complaint"), proposal -> {}))
                .isEmpty();
        assertThat(unseen(UNSURE, proposal -> ((ObjectNode) proposal.get("case")).putArray("conversation")))
                .isEmpty();
        assertThat(unseen(UNSURE, proposal -> proposal.put("confidence", 0.99)))
                .as("surer than then")
                .isEmpty();
    }

    @Test
    void whatTheyCannotHaveKnownIs() {
        assertThat(unseen(UNSURE, proposal -> ((ObjectNode) proposal.at("/action/before")).put("amount", 5)))
                .containsExactly("before-changed");
        assertThat(unseen(UNSURE, proposal -> ((ObjectNode) proposal.get("action")).remove("before")))
                .containsExactly("before-changed");
        assertThat(unseen(UNSURE, proposal -> proposal.putArray("signals").add("complaint")))
                .containsExactly("signal-fired");
        assertThat(unseen(
                        proposal -> proposal.putArray("signals").add("complaint"),
                        proposal -> proposal.put("confidence", 0.5)))
                .containsExactly("below-threshold");
    }

    @Test
    void whatThePolicyBlocksIsSaidAloneWhateverElseHasChanged() {
        assertThat(PolicyPass.unseen(
                        compiled(document -> document.putArray("agents").add("another-agent")),
                        Given.AGENT,
                        proposal(UNSURE),
                        proposal(changed -> ((ObjectNode) changed.at("/action/before")).put("amount", 5)),
                        Usage.NONE))
                .extracting(Reason::code)
                .containsExactly("agent-not-named");
    }

    @Test
    void aDecisionIsFreshForAsLongAsThePolicySaysAndForEverWhereItDoesNot() {
        PublishedPolicy twoHours = compiled(document -> ((ObjectNode) document.get("review")).put("freshFor", "PT2H"));
        Instant decided = NOW.minus(Duration.ofHours(2));

        assertThat(PolicyPass.staleness(twoHours, decided, NOW)).isEmpty();
        assertThat(PolicyPass.staleness(twoHours, decided.minusMillis(1), NOW))
                .extracting(Reason::code)
                .containsExactly("stale");
        assertThat(PolicyPass.staleness(policy, Instant.EPOCH, NOW)).isEmpty();
        assertThat(PolicyPass.staleness(null, Instant.EPOCH, NOW)).isEmpty();
    }
}
