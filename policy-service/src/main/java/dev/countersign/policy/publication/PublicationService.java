package dev.countersign.policy.publication;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.policy.difference.Difference;
import dev.countersign.policy.identity.Ids;
import dev.countersign.policy.publishing.InForce;
import dev.countersign.policy.publishing.PolicyService;
import dev.countersign.policy.publishing.PolicyView;
import dev.countersign.policy.publishing.VersionService;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Publishes a policy, or proposes its publication to a second person where it loosens. */
@ApplicationScoped
public class PublicationService {

    private static final String NEWER_VERSION = "another version was published meanwhile";

    private final PublicationRepository publications;
    private final DraftRepository drafts;
    private final VersionService versions;
    private final Ids ids;
    private final Clock clock;

    PublicationService(
            PublicationRepository publications, DraftRepository drafts, VersionService versions, Ids ids, Clock clock) {
        this.publications = publications;
        this.drafts = drafts;
        this.versions = versions;
        this.ids = ids;
        this.clock = clock;
    }

    /** What publishing would come to. */
    @WithSession
    public Uni<CheckedView> dryRun(Candidate candidate) {
        return versions.inForce(process(candidate)).map(inForce -> CheckedView.of(candidate, inForce));
    }

    /** Publishes, where nobody else is needed. */
    @WithTransaction
    public Uni<Answer> publish(Candidate candidate) {
        return versions.lock(process(candidate))
                .chain(() -> versions.inForce(process(candidate)))
                .chain(inForce -> switch (candidate.way(inForce)) {
                    case UNCHANGED ->
                        drafts.forget(process(candidate), candidate.draft()).replaceWith(unchanged(inForce));
                    case PUBLISH -> next(candidate, inForce).map(Answer.Published::new);
                    case ASK -> ask(candidate, inForce).map(Answer.Waiting::new);
                });
    }

    private static String process(Candidate candidate) {
        return candidate.document().process();
    }

    private static Answer unchanged(InForce inForce) {
        return new Answer.Unchanged(Objects.requireNonNull(inForce.view()));
    }

    private Uni<PolicyView> next(Candidate candidate, InForce inForce) {
        Instant now = now();
        var next = new VersionService.Next(candidate.document(), candidate.by(), null, candidate.restoredFrom(), now);
        return add(next, inForce, candidate.draft());
    }

    /** Records a version: its draft is done, and what waited on the former version waits in vain. */
    Uni<PolicyView> add(VersionService.Next next, InForce former, @Nullable UUID draft) {
        String process = next.document().process();
        return versions.add(next, former)
                .call(() -> drafts.forget(process, draft))
                .call(() -> publications
                        .waiting(process)
                        .invoke(waiting -> waiting.forEach(one -> one.supersede(NEWER_VERSION, next.at()))));
    }

    /** One publication for one document: whoever sends it again gets the one that waits. */
    private Uni<PublicationView> ask(Candidate candidate, InForce inForce) {
        return publications
                .waiting(process(candidate))
                .chain(waiting -> waiting.stream()
                        .filter(one -> Difference.between(PublicationView.document(one), candidate.document())
                                .isEmpty())
                        .findFirst()
                        .map(known -> again(known, candidate))
                        .orElseGet(() -> publications.persist(entity(candidate, inForce))))
                .map(PublicationView::of);
    }

    /** Whichever draft says the same is done with it as well. */
    private static Uni<PublicationEntity> again(PublicationEntity known, Candidate candidate) {
        if (candidate.draft() != null) {
            known.draft = candidate.draft();
        }
        return Uni.createFrom().item(known);
    }

    private PublicationEntity entity(Candidate candidate, InForce inForce) {
        PublicationEntity entity = new PublicationEntity();
        entity.id = ids.next();
        entity.process = candidate.document().process();
        entity.baseVersion = inForce.version();
        entity.document = json(candidate.document());
        entity.loosens = json(inForce.to(candidate.document()).loosening());
        entity.draft = candidate.draft();
        entity.restoredFrom = candidate.restoredFrom();
        entity.status = Status.WAITING_FOR_SECOND_PERSON.word();
        entity.proposedBy = candidate.by();
        entity.proposedAt = now();
        return entity;
    }

    private static String json(Object value) {
        return Json.mapper().<JsonNode>valueToTree(value).toString();
    }

    /** An earlier version, once more. */
    @WithTransaction
    public Uni<Answer> restore(String process, int version, String by) {
        return versions.document(process, version)
                .map(document -> checkedAgain(process, document))
                .chain(document -> publish(new Candidate(document, by, SecondPerson.REQUIRED, version, null)));
    }

    /** What was in order once must be in order by the rules of today. */
    static PolicyDocument checkedAgain(String process, PolicyDocument document) {
        return PolicyService.checked(process, Json.mapper().valueToTree(document));
    }

    /** Takes one's own publication away, because what it was made from is another by now; somebody else's stays. */
    @WithTransaction
    public Uni<Void> supersede(UUID id, String by, String reason) {
        return publications
                .findById(id)
                .invoke(found -> {
                    if (found != null && found.proposedBy.equals(by)) {
                        found.supersede(reason, now());
                    }
                })
                .replaceWithVoid();
    }

    @WithSession
    public Uni<PublicationView.Page> page(String process, @Nullable Status status, @Nullable UUID below, int limit) {
        return publications.page(process, status, below, limit + 1).map(found -> {
            List<PublicationView> items =
                    found.stream().limit(limit).map(PublicationView::of).toList();
            String next = found.size() > limit ? items.getLast().publication().toString() : null;
            return new PublicationView.Page(items, next);
        });
    }

    /** One as it stands, read in the current session; {@code null} where there is none such. */
    public Uni<@Nullable PublicationView> find(UUID id) {
        return publications.findById(id).map(found -> found == null ? null : PublicationView.of(found));
    }

    /** One with its document and what it changes. */
    @WithSession
    public Uni<PublicationView> one(String process, UUID id) {
        return publications
                .of(process, id)
                .onItem()
                .ifNull()
                .failWith(SecondPersonService::notFound)
                .chain(found -> versions.document(process, found.baseVersion)
                        .map(base -> PublicationView.complete(found, base)));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
