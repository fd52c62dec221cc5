package dev.countersign.policy.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.policy.PolicyDocument;
import dev.countersign.policy.publication.Answer;
import dev.countersign.policy.publication.Candidate;
import dev.countersign.policy.publication.PublicationService;
import dev.countersign.policy.publishing.PolicyService;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes of each file what is to be made of it, once. A replica acts on a change that it has seen itself and that no other has
 * handled: while a new content reaches one replica after the other, none goes back to the former one.
 */
@ApplicationScoped
public class ReconciliationService {

    private static final Logger LOG = Logger.getLogger(ReconciliationService.class);
    private static final String FILE_CHANGED = "the file that proposed it has changed";

    private final PolicyFileRepository files;
    private final PublicationService publishing;
    private final PoliciesConfig config;
    private final Vertx vertx;
    private final Clock clock;
    private final Map<String, String> handled = new ConcurrentHashMap<>();
    private volatile Reading reading = new Reading(List.of(), Optional.empty(), false);

    ReconciliationService(
            PolicyFileRepository files,
            PublicationService publishing,
            PoliciesConfig config,
            Vertx vertx,
            Clock clock) {
        this.files = files;
        this.publishing = publishing;
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
    }

    /**
     * How this replica last saw the folder.
     *
     * @param claims of the last time that it could be read
     * @param problem why it cannot be read now
     * @param done whether it was read at all
     */
    record Reading(List<Claim> claims, Optional<String> problem, boolean done) {
        boolean has(String file) {
            return claims.stream().anyMatch(claim -> claim.file().name().equals(file));
        }
    }

    Reading reading() {
        return reading;
    }

    /** Reads the folder and handles what has changed in it; one file that fails keeps no other back. */
    Uni<Void> reconcile() {
        return config.folder()
                .map(folder -> vertx.executeBlocking(() -> read(folder))
                        .chain(this::handleAll)
                        .onFailure()
                        .invoke(failure -> unreadable(folder, failure))
                        .onFailure()
                        .recoverWithNull())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private List<Claim> read(Path folder) throws IOException {
        List<PolicyFile> now = new PolicyFolder(folder).read();
        Reading former = reading;
        boolean same = former.done()
                && former.claims().stream().map(Claim::file).toList().equals(now);
        reading = new Reading(same ? former.claims() : Claim.of(now), Optional.empty(), true);
        return reading.claims();
    }

    /** What was read before is kept: a folder that is away for a moment has not lost its files. */
    private void unreadable(Path folder, Throwable failure) {
        Reading former = reading;
        if (former.problem().isEmpty()) {
            LOG.warnf("The policies in %s cannot be read: %s", folder, failure);
        }
        reading = new Reading(former.claims(), Optional.of("the folder cannot be read"), former.done());
    }

    private Uni<Void> handleAll(List<Claim> claims) {
        Set<String> present = claims.stream().map(claim -> claim.file().name()).collect(Collectors.toSet());
        // A file that comes back is looked at again.
        handled.keySet().retainAll(present);
        return Multi.createFrom()
                .iterable(claims)
                .filter(claim -> !claim.state().equals(handled.get(claim.file().name())))
                .onItem()
                .transformToUniAndConcatenate(this::handle)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> handle(Claim claim) {
        String file = claim.file().name();
        return Panache.withTransaction(() -> files.lock().chain(() -> once(claim)))
                .invoke(() -> handled.put(file, claim.state()))
                .onFailure()
                .invoke(failure -> LOG.warnf("The policy file %s was not handled, and will be: %s", file, failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> once(Claim claim) {
        return files.findById(claim.file().name())
                .chain(known -> known != null && known.state.equals(claim.state()) ? nothing() : apply(claim, known));
    }

    private Uni<Void> apply(Claim claim, @Nullable PolicyFileEntity known) {
        PolicyFileEntity entity = known == null ? new PolicyFileEntity() : known;
        UUID former = entity.publication;
        return publish(claim)
                .invoke(answer -> record(claim, answer, entity))
                .chain(() -> files.persist(entity))
                .chain(() -> former == null || former.equals(entity.publication)
                        ? nothing()
                        : publishing.supersede(former, config.publisher(), FILE_CHANGED));
    }

    /** Empty where the file may not be published. */
    private Uni<Optional<Answer>> publish(Claim claim) {
        if (!claim.findings().isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        String process = Objects.requireNonNull(claim.process());
        PolicyDocument document = PolicyService.checked(process, Objects.requireNonNull(claim.document()));
        Candidate candidate = new Candidate(document, config.publisher(), config.secondPerson(), null, null);
        return publishing.publish(candidate).map(Optional::of);
    }

    private void record(Claim claim, Optional<Answer> answer, PolicyFileEntity entity) {
        entity.file = claim.file().name();
        entity.state = claim.state();
        entity.process = claim.process();
        entity.findings = Json.mapper().<JsonNode>valueToTree(claim.findings()).toString();
        entity.handledAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        entity.version = null;
        entity.publication = null;
        Result result = answer.map(given -> made(given, entity))
                .orElse(claim.document() == null ? Result.UNREADABLE : Result.REFUSED);
        entity.result = result.word();
        LOG.infof("The policy file %s is %s", entity.file, entity.result);
    }

    private static Result made(Answer answer, PolicyFileEntity entity) {
        return switch (answer) {
            case Answer.Published it -> {
                entity.version = it.version().version();
                yield Result.APPLIED;
            }
            case Answer.Unchanged it -> {
                entity.version = it.version().version();
                yield Result.UNCHANGED;
            }
            case Answer.Waiting it -> {
                entity.publication = it.publication().publication();
                yield Result.PROPOSED;
            }
        };
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
