package dev.countersign.policy.gitops;

import dev.countersign.policy.difference.Difference;
import dev.countersign.policy.publication.PublicationService;
import dev.countersign.policy.publication.PublicationView;
import dev.countersign.policy.publication.Status;
import dev.countersign.policy.publishing.VersionService;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the policy files stand to what is in force. */
@ApplicationScoped
public class PolicyFileService {

    private final PolicyFileRepository files;
    private final PublicationService publications;
    private final VersionService versions;

    PolicyFileService(PolicyFileRepository files, PublicationService publications, VersionService versions) {
        this.files = files;
        this.publications = publications;
        this.versions = versions;
    }

    /** Every file that is or was there, by name; one that is gone only as long as no other speaks for its process. */
    Uni<List<PolicyFileView>> all(ReconciliationService.Reading reading) {
        return Panache.withSession(() -> files.all()
                .onItem()
                .transformToMulti(found -> Multi.createFrom().iterable(found))
                .filter(file -> !replaced(file, reading))
                .onItem()
                .transformToUniAndConcatenate(file -> view(file, reading))
                .collect()
                .asList());
    }

    private static boolean replaced(PolicyFileEntity file, ReconciliationService.Reading reading) {
        return isMissing(file, reading)
                && reading.claims().stream().anyMatch(claim -> Objects.equals(claim.process(), file.process));
    }

    private static boolean isMissing(PolicyFileEntity file, ReconciliationService.Reading reading) {
        return reading.done() && !reading.has(file.file);
    }

    private Uni<PolicyFileView> view(PolicyFileEntity file, ReconciliationService.Reading reading) {
        return publication(file).chain(publication -> {
            Integer version = publication == null ? file.version : publication.version();
            return latest(file.process)
                    .chain(latest -> isInForce(file.process, version, latest)
                            .map(inForce -> isMissing(file, reading)
                                    ? FileStatus.MISSING
                                    : FileStatus.of(Result.named(file.result), status(publication), inForce))
                            .map(status -> PolicyFileView.of(file, status, version, latest)));
        });
    }

    private Uni<@Nullable PublicationView> publication(PolicyFileEntity file) {
        return file.publication == null ? Uni.createFrom().nullItem() : publications.find(file.publication);
    }

    private static @Nullable Status status(@Nullable PublicationView publication) {
        return publication == null ? null : Status.named(publication.status()).orElseThrow();
    }

    private Uni<@Nullable Integer> latest(@Nullable String process) {
        return process == null
                ? Uni.createFrom().nullItem()
                : versions.latest(process).map(version -> version == 0 ? null : version);
    }

    /** By what the versions say: bringing back by hand what the file says is no drift. */
    private Uni<Boolean> isInForce(@Nullable String process, @Nullable Integer version, @Nullable Integer latest) {
        if (process == null || version == null || latest == null || version.equals(latest)) {
            return Uni.createFrom().item(version != null && version.equals(latest));
        }
        return versions.document(process, version)
                .chain(ours -> versions.document(process, latest)
                        .map(theirs -> Difference.between(ours, theirs).isEmpty()));
    }
}
