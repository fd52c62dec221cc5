package dev.countersign.queue.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Principal;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.identity.SignedIn;
import dev.countersign.queue.payload.Canonical;
import dev.countersign.queue.review.ReadingService.Seen;
import dev.countersign.queue.routing.DecidingRight;
import dev.countersign.queue.routing.Route;
import dev.countersign.queue.routing.Routing;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What people do to reviews. The row is held from the first look to the commit, so that of several people, and of a person and a
 * clock, one comes first and the others see what it did.
 */
@ApplicationScoped
class DecidingService {

    private final ReviewRepository reviews;
    private final ReadingService reading;
    private final TransitionService transitions;
    private final CommittedService committed;
    private final ReviewConfig config;
    private final Clock clock;

    DecidingService(
            ReviewRepository reviews,
            ReadingService reading,
            TransitionService transitions,
            CommittedService committed,
            ReviewConfig config,
            Clock clock) {
        this.reviews = reviews;
        this.reading = reading;
        this.transitions = transitions;
        this.committed = committed;
        this.config = config;
        this.clock = clock;
    }

    /** A command, and what its step has to say beyond the state. */
    private record Intent(Command.ByPerson command, UnaryOperator<Step> details) {
        static Intent of(Command.ByPerson command) {
            return new Intent(command, step -> step);
        }
    }

    private record Done(@Nullable Recorded recorded, ReviewDetailView view) {}

    Uni<ReviewDetailView> claim(SignedIn asking, UUID id, IfMatch ifMatch) {
        Instant until = clock.instant().plus(config.claimLease());
        return act(asking, id, ifMatch, seen -> Intent.of(new Command.Take(seen.person(), until)));
    }

    Uni<ReviewDetailView> unclaim(SignedIn asking, UUID id, IfMatch ifMatch) {
        return act(asking, id, ifMatch, seen -> Intent.of(new Command.PutBack(seen.person())));
    }

    Uni<ReviewDetailView> decide(SignedIn asking, UUID id, IfMatch ifMatch, DecisionRequest request) {
        return act(asking, id, ifMatch, seen -> decision(seen, request));
    }

    Uni<ReviewDetailView> reassign(SignedIn asking, UUID id, IfMatch ifMatch, ReassignRequest request) {
        return act(asking, id, ifMatch, seen -> reassignment(seen, request));
    }

    private Uni<ReviewDetailView> act(SignedIn asking, UUID id, IfMatch ifMatch, Function<Seen, Intent> intent) {
        return Panache.withTransaction(() -> reviews.hold(id)
                        .chain(review -> reading.seen(asking, review))
                        .chain(seen -> act(seen, ifMatch, intent)))
                .invoke(done -> committed.tell(done.recorded()))
                .map(Done::view);
    }

    private Uni<Done> act(Seen seen, IfMatch ifMatch, Function<Seen, Intent> intent) {
        Loaded review = seen.review();
        requireOpen(review);
        ifMatch.require(review.entity().version);
        Intent intended = intent.apply(seen);
        return transitions
                .apply(review, intended.command(), clock.instant(), intended.details())
                .chain(recorded -> reading.detail(seen).map(view -> new Done(recorded, view)));
    }

    /** First of all, whoever comes too late is told who decided; a stale version or a bad edit no longer matters then. */
    private static void requireOpen(Loaded review) {
        Phase phase = review.entity().phase;
        if (phase != Phase.OPEN) {
            throw Refusals.problem(Lifecycle.tooLate(phase), review);
        }
    }

    private Intent decision(Seen seen, DecisionRequest request) {
        Loaded review = seen.review();
        return request.verdict() == DecisionRequest.Verdict.APPROVE
                ? approval(seen, request)
                : Intent.of(request.unlessApproval(
                        seen.person(), review.supervision().review().rejectReasons()));
    }

    private Intent approval(Seen seen, DecisionRequest request) {
        Loaded review = seen.review();
        JsonNode payload = request.payload();
        String shown = review.entity().digest;
        if (payload == null) {
            return approval(seen, request, shown, review.payload());
        }
        Canonical canonical = Edit.of(review, payload).valid();
        if (canonical.digest().equals(shown)) {
            return approval(seen, request, shown, review.payload());
        }
        requireAuthority(seen, payload);
        return approval(seen, request, canonical.digest(), payload);
    }

    private static Intent approval(Seen seen, DecisionRequest request, String digest, JsonNode payload) {
        int needed = seen.review().approvalsNeeded(payload);
        Command.ByPerson command = new Command.Approve(seen.person(), digest, needed, request.words());
        return new Intent(command, step -> step.with(payload));
    }

    private void requireAuthority(Seen seen, JsonNode edited) {
        Loaded review = seen.review();
        boolean may = DecidingRight.of(
                        review.directory(),
                        review.matter(review.entity().state(), edited),
                        seen.person(),
                        clock.instant())
                .isPresent();
        if (!may) {
            throw Problem.of(
                    403,
                    "beyond-authority",
                    "Beyond your authority",
                    "What you changed it to is beyond your authority. Nothing was decided.");
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

    private void requireFit(Loaded review, Principal to) {
        Directory directory = review.directory();
        if (!directory.knows(to)) {
            throw Problem.of(422, "principal-unknown", "Unknown principal", "The directory knows nobody of that id.")
                    .with(new Violation("/to", "is not in the directory"));
        }
        boolean fit = to.isPerson()
                ? suffices(review, to.id())
                : directory.team(to.id()).stream()
                        .flatMap(team -> team.members().stream())
                        .anyMatch(member -> suffices(review, member));
        if (!fit) {
            throw Problem.of(
                            422,
                            "principal-unfit",
                            "Principal without the authority",
                            "The action is beyond their authority, or there is nobody in the team.")
                    .with(new Violation("/to", "has no authority for this action"));
        }
    }

    private boolean suffices(Loaded review, String person) {
        return review.directory()
                .suffices(
                        person,
                        review.entity().process,
                        review.recorded().action().withPayload(review.payload()),
                        clock.instant());
    }
}
