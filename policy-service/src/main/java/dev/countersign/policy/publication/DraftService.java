package dev.countersign.policy.publication;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.policy.publishing.PolicyService;
import dev.countersign.policy.publishing.PolicySource;
import dev.countersign.policy.publishing.VersionService;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps the one draft of a process: what is being written and may be incomplete. */
@ApplicationScoped
public class DraftService {

    private final DraftRepository drafts;
    private final PublicationService publishing;
    private final VersionService versions;
    private final Clock clock;

    DraftService(DraftRepository drafts, PublicationService publishing, VersionService versions, Clock clock) {
        this.drafts = drafts;
        this.publishing = publishing;
        this.versions = versions;
        this.clock = clock;
    }

    /** A well-formed document as somebody sent it. */
    record Sent(String text, boolean json) {
        /**
         * @throws Problem {@code malformed-policy} or {@code malformed-json} where it is none
         */
        static Sent read(byte[] body, boolean json) {
            Sent sent = new Sent(new String(body, StandardCharsets.UTF_8), json);
            parsed(sent.text(), json);
            return sent;
        }
    }

    /** A draft that was kept. */
    record Kept(DraftView draft, boolean created) {}

    @WithTransaction
    Uni<Kept> put(String process, Sent sent, DraftTag seen, String by) {
        return versions.lock(process)
                .chain(() -> drafts.findById(process))
                .invoke(former -> seen.require(tag(former)))
                .chain(former ->
                        keep(former, process, sent, by).chain(this::view).map(view -> new Kept(view, former == null)));
    }

    private Uni<DraftEntity> keep(@Nullable DraftEntity former, String process, Sent sent, String by) {
        DraftEntity entity = former == null ? new DraftEntity() : former;
        entity.process = process;
        entity.tag = UUID.randomUUID();
        entity.json = sent.json();
        entity.source = sent.text();
        entity.changedBy = by;
        entity.changedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return drafts.persist(entity);
    }

    @WithSession
    Uni<DraftView> get(String process) {
        return existing(process).chain(this::view);
    }

    @WithTransaction
    Uni<Void> delete(String process, DraftTag seen) {
        return versions.lock(process)
                .chain(() -> existing(process))
                .invoke(draft -> seen.require(draft.tag))
                .chain(drafts::delete);
    }

    /** Publishes the draft as it is. It stays for as long as its publication waits for a second person. */
    @WithTransaction
    Uni<Answer> publish(String process, DraftTag seen, String by) {
        return versions.lock(process)
                .chain(() -> existing(process))
                .invoke(draft -> seen.require(draft.tag))
                .chain(draft -> publishing.publish(candidate(draft, by)));
    }

    private static Candidate candidate(DraftEntity draft, String by) {
        var document = PolicyService.checked(draft.process, document(draft));
        return new Candidate(document, by, SecondPerson.REQUIRED, null, draft.tag);
    }

    private Uni<DraftEntity> existing(String process) {
        return drafts.findById(process)
                .onItem()
                .ifNull()
                .failWith(() -> Problem.of(404, "draft-not-found", "No such draft", "The process has no draft."));
    }

    private Uni<DraftView> view(DraftEntity draft) {
        JsonNode document = document(draft);
        List<Violation> findings = PolicyService.findings(draft.process, document);
        return findings.isEmpty()
                ? publishing
                        .dryRun(candidate(draft, draft.changedBy))
                        .map(checked -> DraftView.of(draft, document, findings, checked))
                : Uni.createFrom().item(DraftView.of(draft, document, findings, null));
    }

    private static JsonNode document(DraftEntity draft) {
        return parsed(draft.source, draft.json);
    }

    private static JsonNode parsed(String text, boolean json) {
        return PolicySource.read(text.getBytes(StandardCharsets.UTF_8), json);
    }

    private static @Nullable UUID tag(@Nullable DraftEntity draft) {
        return draft == null ? null : draft.tag;
    }
}
