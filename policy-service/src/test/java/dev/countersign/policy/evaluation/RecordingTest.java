package dev.countersign.policy.evaluation;

import static dev.countersign.policy.Given.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRecorded;
import dev.countersign.contracts.event.EvaluationEvent.ReleaseIssued;
import dev.countersign.policy.Given;
import dev.countersign.policy.evaluation.Recording.Answered;
import dev.countersign.policy.evaluation.Recording.Former;
import dev.countersign.policy.evaluation.Recording.Known;
import dev.countersign.policy.evaluation.Recording.Refused;
import dev.countersign.policy.evaluation.Recording.Repeated;
import dev.countersign.policy.evaluation.Recording.RequestName;
import dev.countersign.policy.evaluation.Recording.Result;
import dev.countersign.policy.halt.Halts;
import dev.countersign.policy.halt.Stopped;
import dev.countersign.policy.publishing.PublishedPolicy;
import dev.countersign.policy.release.Claims;
import dev.countersign.policy.release.ReleaseService.Grant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordingTest {

    private static final Instant NOW = Instant.parse("2026-05-03T12:00:00Z");
    private static final PublishedPolicy THREE_AN_HOUR = Policies.compiled(policy -> policy.set(
            "limits", json("[{ \"name\": \"hourly\", \"per\": \"PT1H\", \"count\": 3, \"then\": \"review\" }]")));

    private static Pending pending(@Nullable String key, Consumer<ObjectNode> change) {
        return Pending.of(Given.AGENT, Policies.proposal(change), key);
    }

    private static Known known(Map<RequestName, Former> formers, Ledger ledger) {
        return new Known(Map.of("refunds", THREE_AN_HOUR), Stopped.NOTHING, formers, ledger, NOW);
    }

    private static List<Result> record(Known known, List<Pending> pending) {
        return Recording.of(pending, known, UUID::randomUUID, RecordingTest::drawnUp);
    }

    private static Claims drawnUp(Grant grant) {
        return new Claims(
                UUID.randomUUID(),
                grant.evaluation(),
                grant.process(),
                grant.agent(),
                grant.actionType(),
                grant.target(),
                grant.payloadDigest(),
                grant.decision(),
                grant.approvers(),
                grant.policyVersion(),
                NOW,
                NOW.plusSeconds(300));
    }

    private static EvaluationEntity evaluation(Result result) {
        return ((Answered) result).evaluation();
    }

    @Test
    void whatTheFirstUsesUpIsNotThereForTheOthersOfItsBatch() {
        Ledger ledger = new Ledger(Map.of());

        List<Result> results = record(
                known(Map.of(), ledger),
                IntStream.range(0, 5).mapToObj(i -> pending(null, p -> {})).toList());

        assertThat(results)
                .extracting(result -> evaluation(result).outcome)
                .containsExactly("proceed", "proceed", "proceed", "review", "review");
        assertThat(ledger.added()).extracting(Ledger.Use::uses).containsExactly(1L, 2L, 3L);
    }

    @Test
    void whatProceedsSaysSoAndHasAReleaseAndWhatWaitsHasNone() {
        List<Result> results = record(
                known(Map.of(), new Ledger(Map.of())),
                List.of(pending(null, p -> {}), pending(null, p -> p.put("confidence", 0.1))));

        assertThat((Answered) results.get(0)).satisfies(proceeds -> {
            assertThat(proceeds.release()).hasSize(1);
            assertThat(proceeds.events())
                    .extracting(Object::getClass)
                    .asString()
                    .contains(EvaluationRecorded.class.getSimpleName(), ReleaseIssued.class.getSimpleName());
        });
        assertThat((Answered) results.get(1)).satisfies(waits -> {
            assertThat(waits.release()).isEmpty();
            assertThat(waits.events()).singleElement().isInstanceOf(EvaluationRecorded.class);
        });
    }

    @Test
    void aRequestThatWasMadeBeforeGetsItsFormerAnswerAndUsesNothingUp() {
        Pending again = pending("call-1", p -> {});
        UUID former = UUID.randomUUID();
        Ledger ledger = new Ledger(Map.of());

        List<Result> results = record(
                known(Map.of(again.name(), new Former(former, again.repetition().digest())), ledger), List.of(again));

        assertThat(results).containsExactly(new Repeated(former));
        assertThat(ledger.added()).isEmpty();
    }

    @Test
    void ofTwoWithOneKeyInOneBatchOneIsRecorded() {
        Pending one = pending("call-1", p -> {});

        List<Result> results = record(known(Map.of(), new Ledger(Map.of())), List.of(one, one));

        assertThat(results.get(1)).isEqualTo(new Repeated(evaluation(results.get(0)).id));
    }

    @Test
    void aKeyThatWasUsedForAnotherBodyIsRefused() {
        List<Result> results = record(
                known(Map.of(), new Ledger(Map.of())),
                List.of(pending("call-1", p -> {}), pending("call-1", p -> p.put("confidence", 0.91))));

        assertThat(((Refused) results.get(1)).problem().type()).endsWith("idempotency-key-reused");
    }

    @Test
    void oneThatIsRefusedLeavesTheOthersAsTheyWouldBeWithoutIt() {
        List<Result> results = record(
                known(Map.of(), new Ledger(Map.of())),
                List.of(
                        pending(null, p -> {}),
                        pending(null, p -> ((ObjectNode) p.at("/action/payload")).put("amount", "twenty")),
                        pending(null, p -> {})));

        assertThat(results.get(1)).isInstanceOf(Refused.class);
        assertThat(List.of(evaluation(results.get(0)).outcome, evaluation(results.get(2)).outcome))
                .containsExactly("proceed", "proceed");
    }

    @Test
    void aHaltStopsItsOwnProcessAndAnAgentsItself() {
        Known halted = new Known(
                Map.of("refunds", THREE_AN_HOUR),
                new Stopped(false, Set.of("refunds"), Set.of()),
                Map.of(),
                new Ledger(Map.of()),
                NOW);

        assertThat(evaluation(record(halted, List.of(pending(null, p -> {}))).getFirst()).outcome)
                .isEqualTo("block");
    }

    private static Pending drafted(Consumer<ObjectNode> change) {
        Pending pending = pending(null, change);
        Facts facts = new Facts(
                UUID.randomUUID(),
                Given.AGENT,
                pending.proposal(),
                pending.payloadDigest(),
                THREE_AN_HOUR,
                Halts.NONE,
                NOW.minusSeconds(1));
        return pending.with(Draft.of(pending, facts, Usage.NONE, RecordingTest::drawnUp), List.of());
    }

    @Test
    void aDraftThatHoldsIsTheAnswerAndIsCountedWhenItIsGiven() {
        Pending pending = drafted(p -> {});
        Ledger ledger = new Ledger(Map.of());

        List<Result> results = record(known(Map.of(), ledger), List.of(pending));

        assertThat(results.getFirst()).isSameAs(pending.draft().answered());
        assertThat(ledger.added()).singleElement().satisfies(use -> {
            assertThat(use.evaluation()).isEqualTo(evaluation(results.getFirst()).id);
            assertThat(use.at()).isEqualTo(NOW);
        });
    }

    @Test
    void draftsDoNotGetPastALimitTogether() {
        List<Result> results = record(
                known(Map.of(), new Ledger(Map.of())),
                IntStream.range(0, 5).mapToObj(i -> drafted(p -> {})).toList());

        assertThat(results)
                .extracting(result -> evaluation(result).outcome)
                .containsExactly("proceed", "proceed", "proceed", "review", "review");
    }

    @Test
    void aDraftUnderAnotherVersionIsDroppedAndSoIsOneOfAProcessWithoutPolicy() {
        PublishedPolicy next = PublishedPolicy.of(THREE_AN_HOUR.version() + 1, THREE_AN_HOUR.document());
        Known later = new Known(Map.of("refunds", next), Stopped.NOTHING, Map.of(), new Ledger(Map.of()), NOW);
        Known none = new Known(Map.of(), Stopped.NOTHING, Map.of(), new Ledger(Map.of()), NOW);

        assertThat(evaluation(record(later, List.of(drafted(p -> {}))).getFirst()).policyVersion)
                .isEqualTo(next.version());
        assertThat(evaluation(record(none, List.of(drafted(p -> {}))).getFirst()).outcome)
                .isEqualTo("block");
    }

    @Test
    void aHaltStopsWhatADraftWouldLetGo() {
        Known halted = new Known(
                Map.of("refunds", THREE_AN_HOUR),
                new Stopped(false, Set.of(), Set.of(Given.AGENT)),
                Map.of(),
                new Ledger(Map.of()),
                NOW);

        assertThat(evaluation(record(halted, List.of(drafted(p -> {}))).getFirst()).outcome)
                .isEqualTo("block");
    }
}
