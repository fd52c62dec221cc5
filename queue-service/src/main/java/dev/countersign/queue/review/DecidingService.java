package dev.countersign.queue.review;

import dev.countersign.contracts.Principal;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.identity.SignedIn;
import dev.countersign.queue.review.ReadingService.Seen;
import dev.countersign.queue.routing.Route;
import dev.countersign.queue.routing.Routing;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What people do to reviews. The row is held from the first look to the commit, so that of several people, and of a person and a
 * clock, one comes first and the others see what it did.
 */
@ApplicationScoped
class DecidingService {

    private final LoadingService loading;
    private final ReadingService reading;
    private final VerdictService verdicts;
    private final TransitionService transitions;
    private final CommittedService committed;
    private final ReviewConfig config;
    private final Clock clock;

    DecidingService(
            LoadingService loading,
            ReadingService reading,
            VerdictService verdicts,
            TransitionService transitions,
            CommittedService committed,
            ReviewConfig config,
            Clock clock) {
        this.loading = loading;
        this.reading = reading;
        this.verdicts = verdicts;
        this.transitions = transitions;
        this.committed = committed;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A step as somebody asks for it.
     *
     * @param id of the review
     */
    record Asked(SignedIn by, UUID id, IfMatch ifMatch, Prefer prefer) {}

    /**
     * The review after it.
     *
     * @param view null where the version is all that was asked for
     */
    record Answer(int version, @Nullable ReviewDetailView view) {}

    private record Done(@Nullable Recorded recorded, Answer answer) {}

    Uni<Answer> claim(Asked asked) {
        Instant until = clock.instant().plus(config.claimLease());
        return act(asked, seen -> simply(new Command.Take(seen.person(), until)));
    }

    Uni<Answer> unclaim(Asked asked) {
        return act(asked, seen -> simply(new Command.PutBack(seen.person())));
    }

    Uni<Answer> decide(Asked asked, DecisionRequest request) {
        return act(asked, seen -> verdicts.intent(seen, asked.ifMatch(), request));
    }

    Uni<Answer> reassign(Asked asked, ReassignRequest request) {
        return act(asked, seen -> Uni.createFrom().item(reassignment(seen, request)));
    }

    Uni<Answer> escalate(Asked asked, EscalateRequest request) {
        return act(asked, seen -> Uni.createFrom().item(escalation(seen, request)));
    }

    private static Uni<Intent> simply(Command.ByPerson command) {
        return Uni.createFrom().item(Intent.of(command));
    }

    private Uni<Answer> act(Asked asked, Function<Seen, Uni<Intent>> intent) {
        return Panache.withTransaction(() -> loading.hold(asked.id())
                        .chain(review -> reading.seen(asked.by(), review))
                        .chain(seen -> act(seen, asked, intent)))
                .invoke(done -> committed.tell(done.recorded()))
                .map(Done::answer);
    }

    private Uni<Done> act(Seen seen, Asked asked, Function<Seen, Uni<Intent>> intent) {
        Loaded review = seen.review();
        requireOpen(review);
        asked.ifMatch().require(review.row().version);
        return intent.apply(seen)
                .chain(intended -> transitions.apply(review, intended.command(), clock.instant(), intended.details()))
                .chain(recorded -> answer(seen, asked.prefer()).map(answer -> new Done(recorded, answer)));
    }

    private Uni<Answer> answer(Seen seen, Prefer prefer) {
        int version = seen.review().row().version;
        return prefer.minimal()
                ? Uni.createFrom().item(new Answer(version, null))
                : shown(seen).map(view -> new Answer(version, view));
    }

    /** The whole review: whoever claims it has been shown it. */
    private Uni<ReviewDetailView> shown(Seen before) {
        Seen seen = before.afterStep();
        return reading.show(seen).chain(shownAt -> reading.detail(seen, shownAt));
    }

    /** First of all, whoever comes too late is told who decided; a stale version or a bad edit no longer matters then. */
    private static void requireOpen(Loaded review) {
        Phase phase = review.row().phase;
        if (phase != Phase.OPEN) {
            throw Refusals.problem(Lifecycle.tooLate(phase), review);
        }
    }

    private Intent reassignment(Seen seen, ReassignRequest request) {
        Loaded review = seen.review();
        requireFit(review, request.to());
        Route route = Routing.toward(
                review.directory(), request.to(), "reassigned", review.routing(review.payload()), clock.instant());
        Command.ByPerson command = new Command.Reassign(seen.person(), route.owner(), request.reason());
        return new Intent(command, step -> step.with(route));
    }

    private Intent escalation(Seen seen, EscalateRequest request) {
        Optional<Route> up = Upward.askedBy(seen.person(), seen.review(), clock.instant());
        Principal to = up.map(Route::owner).orElse(null);
        Command.ByPerson command = new Command.HandUp(seen.person(), to, request.reason());
        return new Intent(command, step -> up.map(step::with).orElse(step));
    }

    private void requireFit(Loaded review, Principal to) {
        Directory directory = review.directory();
        if (!directory.knows(to)) {
            throw Problem.of(422, "principal-unknown", "Unknown principal", "The directory knows nobody of that id.")
                    .with(new Violation("/to", "is not in the directory"));
        }
        boolean fit = to.isPerson()
                ? review.suffices(to.id(), clock.instant())
                : directory.team(to.id()).stream()
                        .flatMap(team -> team.members().stream())
                        .anyMatch(member -> review.suffices(member, clock.instant()));
        if (!fit) {
            throw Problem.of(
                            422,
                            "principal-unfit",
                            "Principal without the authority",
                            "The action is beyond their authority, or there is nobody in the team.")
                    .with(new Violation("/to", "has no authority for this action"));
        }
    }
}
