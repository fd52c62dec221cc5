package dev.countersign.policy.langgraph;

import dev.countersign.policy.evaluation.EvaluationReads;
import dev.countersign.policy.evaluation.EvaluationReads.Viewer;
import dev.countersign.policy.evaluation.EvaluationView;
import dev.countersign.policy.langgraph.Asked.Form;
import dev.countersign.policy.waiting.Waiters;
import dev.countersign.problems.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says how to resume a graph, now or as soon as everything that it asked is answered. */
@ApplicationScoped
public class ResumeService {

    private final InterruptRepository interrupts;
    private final EvaluationReads evaluations;
    private final Waiters waiters;

    ResumeService(InterruptRepository interrupts, EvaluationReads evaluations, Waiters waiters) {
        this.interrupts = interrupts;
        this.evaluations = evaluations;
        this.waiters = waiters;
    }

    /** An evaluation and what it answers to its request. */
    private record Answered(EvaluationView view, Optional<Answer> answer) {}

    /** The interrupt as it stands; an agent finds its own, or nothing. */
    Uni<InterruptView> now(UUID id, String process, String agent) {
        return form(id, process, agent).chain(form -> view(id, process, agent, form));
    }

    /** The interrupt as soon as all is answered, or as it stands when the time is up. No thread waits. */
    Uni<InterruptView> answered(UUID id, String process, String agent, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        return form(id, process, agent)
                .chain(form -> each(form, asked -> waiting(asked, agent, deadline))
                        .chain(() -> view(id, process, agent, form)));
    }

    private Uni<Form> form(UUID id, String process, String agent) {
        return Panache.withSession(() -> interrupts.findById(id))
                .map(entity -> own(entity, process, agent).form());
    }

    private static InterruptEntity own(@Nullable InterruptEntity entity, String process, String agent) {
        if (entity == null || !entity.agent.equals(agent) || !entity.process.equals(process)) {
            throw Problem.of(
                    404, "interrupt-not-found", "No such interrupt", "There is no such interrupt that you may see.");
        }
        return entity;
    }

    private Uni<Answered> waiting(Asked asked, String agent, long deadline) {
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        return waiters.waiting(
                asked.evaluation(),
                left,
                () -> look(asked, agent),
                seen -> seen.answer().isPresent());
    }

    private Uni<Answered> look(Asked asked, String agent) {
        Viewer viewer = new Viewer(agent, false);
        return evaluations
                .now(asked.evaluation(), viewer)
                .chain(view -> evaluations
                        .subject(asked.evaluation(), viewer)
                        .map(subject -> new Answered(
                                view, Answers.of(asked, view, subject.action().payload()))));
    }

    private Uni<InterruptView> view(UUID id, String process, String agent, Form form) {
        return each(form, asked -> look(asked, agent)).map(seen -> view(id, process, form, seen));
    }

    private static InterruptView view(UUID id, String process, Form form, List<Answered> seen) {
        List<EvaluationView> views = seen.stream().map(Answered::view).toList();
        List<Answer> answers =
                seen.stream().flatMap(one -> one.answer().stream()).toList();
        if (answers.size() < seen.size()) {
            return new InterruptView(id, process, views, null, null);
        }
        return new InterruptView(id, process, views, Resume.value(form, answers), releases(seen));
    }

    private static List<@Nullable String> releases(List<Answered> seen) {
        return seen.stream()
                .<@Nullable String>map(
                        one -> one.answer().filter(Answer::executes).isPresent()
                                ? one.view().release()
                                : null)
                .toList();
    }

    /** One after the other. */
    private static <T> Uni<List<T>> each(Form form, Function<Asked, Uni<T>> step) {
        return Multi.createFrom()
                .iterable(form.asked())
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .collect()
                .asList();
    }
}
