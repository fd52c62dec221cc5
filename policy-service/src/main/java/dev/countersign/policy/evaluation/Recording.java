package dev.countersign.policy.evaluation;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.policy.halt.Halts;
import dev.countersign.policy.halt.Stopped;
import dev.countersign.policy.publishing.PublishedPolicy;
import dev.countersign.policy.release.Claims;
import dev.countersign.policy.release.ReleaseService.Grant;
import dev.countersign.problems.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers proposals that came together, one after the other, so that what the first uses up is not there for the second. Touches
 * nothing but the ledger: what is to be written down is in its outcomes.
 */
final class Recording {

    /** What becomes of a proposal. */
    sealed interface Result {}

    /**
     * It has been answered.
     *
     * @param release of what goes without a person
     * @param events what is to be said, in order
     */
    record Answered(EvaluationEntity evaluation, List<Claims> release, List<Event> events) implements Result {}

    /** It had been answered before, as this evaluation. */
    record Repeated(UUID evaluation) implements Result {}

    /** It was not even looked at. */
    record Refused(Problem problem) implements Result {}

    /** Names a request among all that agents ever made. */
    record RequestName(String agent, String key) {}

    /** A request that was made before. */
    record Former(UUID evaluation, String digest) {}

    /**
     * What proposals are answered by.
     *
     * @param policies in force, by process
     * @param formers requests of these names that were made before
     * @param ledger holds the limits of these policies until the transaction ends
     * @param at when they are answered
     */
    record Known(
            Map<String, PublishedPolicy> policies,
            Stopped stopped,
            Map<RequestName, Former> formers,
            Ledger ledger,
            Instant at) {}

    private final Known known;
    private final Map<RequestName, Former> formers;
    private final Supplier<UUID> ids;
    private final Function<Grant, Claims> drawnUp;

    private Recording(Known known, Supplier<UUID> ids, Function<Grant, Claims> drawnUp) {
        this.known = known;
        this.formers = new HashMap<>(known.formers());
        this.ids = ids;
        this.drawnUp = drawnUp;
    }

    /** One result for each proposal, in their order. */
    static List<Result> of(List<Pending> pending, Known known, Supplier<UUID> ids, Function<Grant, Claims> drawnUp) {
        Recording recording = new Recording(known, ids, drawnUp);
        List<Result> results = new ArrayList<>(pending.size());
        pending.forEach(one -> results.add(recording.result(one)));
        return results;
    }

    private Result result(Pending one) {
        Pending.Repetition repetition = one.repetition();
        if (repetition == null) {
            return answer(one);
        }
        RequestName name = one.name();
        Former former = formers.get(name);
        if (former != null) {
            return repeated(former, repetition);
        }
        Result result = answer(one);
        if (result instanceof Answered recorded) {
            formers.put(name, new Former(recorded.evaluation().id, repetition.digest()));
        }
        return result;
    }

    private static Result repeated(Former former, Pending.Repetition repetition) {
        return former.digest().equals(repetition.digest())
                ? new Repeated(former.evaluation())
                : new Refused(Problem.of(
                        422,
                        "idempotency-key-reused",
                        "Idempotency key reused",
                        "The Idempotency-Key was used before for another proposal; take a new one."));
    }

    private Result answer(Pending one) {
        String process = one.proposal().process();
        PublishedPolicy policy = known.policies().get(process);
        Halts halts = known.stopped().of(process, one.agent());
        Draft draft = one.draft();
        try {
            return draft != null && draft.holds(policy, halts, known.ledger())
                    ? recorded(draft)
                    : recorded(drawnUp(one, policy, halts));
        } catch (Problem refused) {
            return new Refused(refused);
        }
    }

    private Draft drawnUp(Pending one, @Nullable PublishedPolicy policy, Halts halts) {
        Proposal proposal = one.proposal();
        Facts facts = new Facts(ids.get(), one.agent(), proposal, one.payloadDigest(), policy, halts, known.at());
        return Draft.of(one, facts, known.ledger().usage(proposal.process(), facts.limits()), drawnUp);
    }

    private Answered recorded(Draft draft) {
        if (draft.verdict().outcome() == Outcome.PROCEED) {
            Facts facts = draft.facts();
            known.ledger()
                    .use(facts.proposal().process(), facts.id(), draft.verdict().amounts(), known.at());
        }
        return draft.answered();
    }
}
