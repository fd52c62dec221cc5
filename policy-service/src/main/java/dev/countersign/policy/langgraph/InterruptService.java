package dev.countersign.policy.langgraph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.payload.digest.PayloadDigest;
import dev.countersign.policy.identity.Ids;
import dev.countersign.policy.langgraph.Asked.Form;
import dev.countersign.problems.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Takes interrupts: each of their requests becomes an evaluation, and what answers them is remembered. */
@ApplicationScoped
public class InterruptService {

    private final DraftService drafts;
    private final InterruptRepository interrupts;
    private final Ids ids;
    private final Clock clock;

    InterruptService(DraftService drafts, InterruptRepository interrupts, Ids ids, Clock clock) {
        this.drafts = drafts;
        this.interrupts = interrupts;
        this.ids = ids;
        this.clock = clock;
    }

    /** An interrupt that is kept, and whether it was before, with the same key. */
    record Raised(UUID id, boolean repeated) {}

    /** What makes a repeated request the same. */
    private record Repetition(@Nullable String key, String digest) {}

    /**
     * Takes an interrupt.
     *
     * @param body the value of the interrupt, or an object with it and with what else a proposal says
     * @param key the agent's own name for the request, under which it may repeat it
     */
    Uni<Raised> raise(String agent, String process, JsonNode body, @Nullable String key) {
        Sent sent = Sent.read(body);
        Repetition repetition = new Repetition(key, PayloadDigest.of(body.toString()));
        return former(agent, process, repetition)
                .chain(former -> former.isPresent()
                        ? Uni.createFrom().item(former.get())
                        : ask(agent, process, sent, repetition));
    }

    private Uni<Optional<Raised>> former(String agent, String process, Repetition repetition) {
        String key = repetition.key();
        return key == null
                ? Uni.createFrom().item(Optional.empty())
                : Panache.withSession(() -> interrupts.byKey(agent, key))
                        .map(known -> Optional.ofNullable(known).map(one -> repeated(one, process, repetition)));
    }

    private static Raised repeated(InterruptEntity known, String process, Repetition repetition) {
        if (!known.requestDigest.equals(repetition.digest()) || !known.process.equals(process)) {
            throw Problem.of(
                    422,
                    "idempotency-key-reused",
                    "Idempotency key reused",
                    "The Idempotency-Key was used before for another interrupt; take a new one.");
        }
        return new Raised(known.id, true);
    }

    /** All requests are looked at before any is recorded: of an interrupt that is refused, nothing is left behind. */
    private Uni<Raised> ask(String agent, String process, Sent sent, Repetition repetition) {
        return each(sent, i -> drafts.admit(agent, process, sent.drafts().get(i)))
                .chain(() -> each(
                        sent, i -> drafts.submit(agent, process, sent.drafts().get(i), keyOf(repetition.key(), i))))
                .map(evaluations -> entity(agent, process, form(sent.interrupt(), evaluations), repetition))
                .chain(entity -> keep(entity, process, repetition));
    }

    private static <T> Uni<List<T>> each(Sent sent, IntFunction<Uni<T>> step) {
        return Multi.createFrom()
                .iterable(IntStream.range(0, sent.drafts().size()).boxed().toList())
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .collect()
                .asList();
    }

    private static @Nullable String keyOf(@Nullable String key, int index) {
        return key == null ? null : "langgraph/" + index + "/" + key;
    }

    private static Form form(Interrupt interrupt, List<UUID> evaluations) {
        return new Form(
                interrupt.generation(),
                IntStream.range(0, evaluations.size())
                        .mapToObj(i -> Asked.of(interrupt.requests().get(i), evaluations.get(i)))
                        .toList());
    }

    private InterruptEntity entity(String agent, String process, Form form, Repetition repetition) {
        InterruptEntity entity = new InterruptEntity();
        entity.id = ids.next();
        entity.process = process;
        entity.agent = agent;
        entity.form = InterruptEntity.written(form);
        entity.idempotencyKey = repetition.key();
        entity.requestDigest = repetition.digest();
        entity.createdAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return entity;
    }

    private Uni<Raised> keep(InterruptEntity entity, String process, Repetition repetition) {
        return Panache.withTransaction(() -> interrupts.add(entity))
                .chain(added -> added
                        ? Uni.createFrom().item(new Raised(entity.id, false))
                        : former(entity.agent, process, repetition)
                                .map(former -> former.orElseThrow(
                                        () -> new IllegalStateException("neither added nor there"))));
    }
}
