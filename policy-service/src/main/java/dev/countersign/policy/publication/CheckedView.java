package dev.countersign.policy.publication;

import dev.countersign.policy.difference.Difference;
import dev.countersign.policy.publishing.DifferenceView;
import dev.countersign.policy.publishing.InForce;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a dry run found: nothing wrong.
 *
 * @param version what it would be published as; the one in force where it says the same
 * @param published never, here
 * @param needsSecondPerson whether publishing would wait for somebody else to agree
 * @param loosens why, a sentence each
 * @param changes against the version in force; empty where there is none
 */
@Schema(name = "DryRun")
@RegisterForReflection
public record CheckedView(
        String process,
        int version,
        boolean published,
        boolean needsSecondPerson,
        List<String> loosens,
        List<DifferenceView.Entry> changes) {

    static CheckedView of(Candidate candidate, InForce inForce) {
        Candidate.Way way = candidate.way(inForce);
        Difference difference = inForce.to(candidate.document());
        return new CheckedView(
                candidate.document().process(),
                way == Candidate.Way.UNCHANGED ? inForce.version() : inForce.version() + 1,
                false,
                way == Candidate.Way.ASK,
                difference.loosening(),
                DifferenceView.entries(difference));
    }
}
