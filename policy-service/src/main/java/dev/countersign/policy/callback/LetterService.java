package dev.countersign.policy.callback;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.countersign.contracts.Json;
import dev.countersign.policy.callback.Prepared.Left;
import dev.countersign.policy.callback.Prepared.Ready;
import dev.countersign.policy.callback.Prepared.Settled;
import dev.countersign.policy.evaluation.EvaluationReads;
import dev.countersign.policy.evaluation.EvaluationView;
import dev.countersign.problems.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Writes and signs what goes out, as things stand at each attempt: a late one carries a release that is still good. */
@ApplicationScoped
class LetterService {

    private static final Logger LOG = Logger.getLogger(LetterService.class);

    private final EvaluationReads evaluations;
    private final SecretService secrets;
    private final Reach reach;
    private final Clock clock;

    LetterService(EvaluationReads evaluations, SecretService secrets, Reach reach, Clock clock) {
        this.evaluations = evaluations;
        this.secrets = secrets;
        this.reach = reach;
        this.clock = clock;
    }

    /** The attempt, ready to be sent, or why none is made. Does not fail. */
    Uni<Prepared> prepare(Outgoing outgoing) {
        if (reach.rules().refusal(outgoing.url()).isPresent()) {
            return settled(outgoing, new Outcome.Failed("address-refused"));
        }
        return evaluations
                .now(outgoing.evaluation(), new EvaluationReads.Viewer(outgoing.agent(), false))
                .chain(view -> outgoing.news().stillTrue(view.status())
                        ? signed(outgoing, view)
                        : settled(outgoing, new Outcome.Moot()))
                .onFailure(Problem.class)
                .recoverWithUni(() -> settled(outgoing, new Outcome.Gone("evaluation-not-found")))
                .onFailure()
                .recoverWithItem(failure -> left(outgoing, failure));
    }

    private static Uni<Prepared> settled(Outgoing outgoing, Outcome outcome) {
        return Uni.createFrom().item(new Settled(outgoing, outcome));
    }

    private static Prepared left(Outgoing outgoing, Throwable failure) {
        LOG.warnf(failure, "Callback %s could not be prepared", outgoing.id());
        return new Left(outgoing);
    }

    private Uni<Prepared> signed(Outgoing outgoing, EvaluationView view) {
        return secrets.signing(outgoing.agent())
                .map(signing -> signing.isEmpty()
                        ? new Settled(outgoing, new Outcome.Failed("callback-secret-missing"))
                        : new Ready(outgoing, letter(outgoing, view, signing)));
    }

    private Letter letter(Outgoing outgoing, EvaluationView view, List<Secret> signing) {
        String body = json(new MessageView(outgoing.news().type(), outgoing.occurredAt(), view));
        long timestamp = clock.instant().getEpochSecond();
        String signatures = signing.stream()
                .map(secret -> secret.sign(outgoing.id().toString(), timestamp, body))
                .collect(Collectors.joining(" "));
        return new Letter(outgoing.id(), Destination.of(outgoing.url()), timestamp, signatures, body);
    }

    private static String json(MessageView message) {
        try {
            return Json.mapper().writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record can always be written", e);
        }
    }
}
