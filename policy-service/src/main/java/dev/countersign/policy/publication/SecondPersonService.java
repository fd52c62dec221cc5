package dev.countersign.policy.publication;

import dev.countersign.contracts.event.EvaluationEvent.PublicationAgreed;
import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.messaging.Outbox;
import dev.countersign.policy.publishing.InForce;
import dev.countersign.policy.publishing.PolicyView;
import dev.countersign.policy.publishing.VersionService;
import dev.countersign.problems.Problem;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** What a second person says to a publication that loosens. */
@ApplicationScoped
public class SecondPersonService {

    private final PublicationService publishing;
    private final PublicationRepository publications;
    private final VersionService versions;
    private final Outbox outbox;
    private final Clock clock;

    SecondPersonService(
            PublicationService publishing,
            PublicationRepository publications,
            VersionService versions,
            Outbox outbox,
            Clock clock) {
        this.publishing = publishing;
        this.publications = publications;
        this.versions = versions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Publishes what was proposed. Of two who agree at once, one publishes.
     *
     * @throws Problem {@code second-person-needed} for whoever proposed it
     */
    @WithTransaction
    public Uni<PolicyView> agree(String process, UUID id, String by) {
        return waiting(process, id)
                .invoke(found -> requireAnother(found, by))
                .chain(found -> versions.inForce(process)
                        .invoke(inForce -> requireBase(found, inForce))
                        .chain(inForce -> publish(found, by, inForce)));
    }

    private Uni<PolicyView> publish(PublicationEntity found, String by, InForce inForce) {
        PolicyDocument document = PublicationService.checkedAgain(found.process, PublicationView.document(found));
        Instant now = now();
        found.settle(Status.PUBLISHED, by, null, now);
        found.version = inForce.version() + 1;
        var next = new VersionService.Next(document, found.proposedBy, by, found.restoredFrom, now);
        return publishing
                .add(next, inForce, found.draft)
                .call(published -> outbox.add(agreed(found, published, by, now)));
    }

    private static PublicationAgreed agreed(PublicationEntity found, PolicyView published, String by, Instant now) {
        return new PublicationAgreed(
                found.process,
                published.version(),
                found.id,
                found.proposedBy,
                by,
                PublicationView.loosens(found),
                now);
    }

    /** Keeps what was proposed from being published; whoever proposed it may, too. */
    @WithTransaction
    public Uni<PublicationView> decline(String process, UUID id, String by, String reason) {
        return waiting(process, id)
                .invoke(found -> found.settle(Status.DECLINED, by, reason, now()))
                .map(PublicationView::of);
    }

    /** Under the lock of the process, so that nobody settles it meanwhile. */
    private Uni<PublicationEntity> waiting(String process, UUID id) {
        return versions.lock(process)
                .chain(() -> publications.of(process, id))
                .onItem()
                .ifNull()
                .failWith(SecondPersonService::notFound)
                .invoke(SecondPersonService::requireWaiting);
    }

    private static void requireWaiting(PublicationEntity found) {
        switch (found.status()) {
            case WAITING_FOR_SECOND_PERSON -> {}
            case SUPERSEDED -> throw superseded();
            case PUBLISHED, DECLINED ->
                throw Problem.of(
                        409,
                        "publication-settled",
                        "Publication settled",
                        "Somebody agreed to the publication or declined it already.");
        }
    }

    private static void requireAnother(PublicationEntity found, String by) {
        if (found.proposedBy.equals(by)) {
            throw anotherNeeded();
        }
    }

    static Problem anotherNeeded() {
        return Problem.of(
                403,
                "second-person-needed",
                "Second person needed",
                "Fewer actions would go to a person, so somebody else than who proposed it must agree, and no agent.");
    }

    /** Should a replica of an older release have published meanwhile, it has not said so in the publication. */
    private static void requireBase(PublicationEntity found, InForce inForce) {
        if (found.baseVersion != inForce.version()) {
            throw superseded();
        }
    }

    private static Problem superseded() {
        return Problem.of(
                409,
                "publication-superseded",
                "Publication superseded",
                "The policy, or the file that it came from, has changed since this was proposed, so that nobody has seen"
                        + " what it would change now. Publish it again.");
    }

    static Problem notFound() {
        return Problem.of(404, "publication-not-found", "No such publication", "There is no such publication.");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
