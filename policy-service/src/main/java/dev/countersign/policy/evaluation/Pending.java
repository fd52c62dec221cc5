package dev.countersign.policy.evaluation;

import dev.countersign.messaging.Outbox;
import dev.countersign.payload.digest.PayloadDigest;
import dev.countersign.policy.evaluation.Recording.RequestName;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A proposal that waits to be recorded, with all that can be made of it before anything is known.
 *
 * @param written the proposal as it is stored
 * @param repetition absent: every request is a new one
 * @param cause the trace that it came with
 * @param draft what becomes of it if nothing has happened meanwhile; absent where nothing could be drawn up
 * @param entries what is to be said if the draft holds
 */
record Pending(
        String agent,
        Proposal proposal,
        String written,
        String payloadDigest,
        @Nullable Repetition repetition,
        Context cause,
        @Nullable Draft draft,
        List<Outbox.Entry> entries) {

    /**
     * What makes a repeated request the same.
     *
     * @param key the agent's own name for it
     * @param digest of all that was sent
     */
    record Repetition(String key, String digest) {}

    /** Its name among all requests; only of one that has a key. */
    RequestName name() {
        return new RequestName(agent, Objects.requireNonNull(repetition).key());
    }

    static Pending of(String agent, Proposal proposal, @Nullable String key) {
        String written = Stored.write(proposal);
        return new Pending(
                agent,
                proposal,
                written,
                PayloadDigest.of(proposal.action().payload().toString()),
                key == null ? null : new Repetition(key, PayloadDigest.ofAny(written)),
                Context.current(),
                null,
                List.of());
    }

    Pending with(Draft drawnUp, List<Outbox.Entry> said) {
        return new Pending(agent, proposal, written, payloadDigest, repetition, cause, drawnUp, said);
    }
}
