package dev.countersign.queue.confidence;

import dev.countersign.queue.database.SessionStatements;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;

/** Counts decided reviews by confidence. Works in the current session. */
@ApplicationScoped
class WorthRepository {

    // One walk along one index, however long the past is. A review that is open again is not decided; one that is
    // decided again counts once.
    static final String COUNT = """
            select count(*) filter (where phase = 'APPROVED' and revision = 1),
                count(*) filter (where phase = 'APPROVED_WITH_CHANGES' or (phase = 'APPROVED' and revision > 1)),
                count(*) filter (where phase in ('REJECTED', 'CHANGES_REQUESTED', 'TAKEN_OVER'))
            from (
                select phase, revision from review
                where process = $1 and action_type = $2 and agent = $3 and confidence_band = $4
                    and kind = 'LIVE' and phase in ('APPROVED', 'APPROVED_WITH_CHANGES', 'REJECTED', 'CHANGES_REQUESTED', 'TAKEN_OVER')
                order by decided_at desc limit $5) latest""";

    /** The figure of a band. Samples and seeded checks are apart. */
    Uni<Worth> count(String process, String actionType, String agent, int band) {
        return SessionStatements.row(
                        COUNT,
                        columns -> Worth.of(band, columns.count(), columns.count(), columns.count()),
                        process,
                        actionType,
                        agent,
                        band,
                        (long) Worth.MOST_RECENT)
                .map(Objects::requireNonNull);
    }
}
