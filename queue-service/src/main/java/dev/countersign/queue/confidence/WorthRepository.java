package dev.countersign.queue.confidence;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

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
                where process = :process and action_type = :actionType and agent = :agent and confidence_band = :band
                    and kind = 'LIVE' and phase in ('APPROVED', 'APPROVED_WITH_CHANGES', 'REJECTED', 'CHANGES_REQUESTED', 'TAKEN_OVER')
                order by decided_at desc limit :most) latest""";

    /** The figure of a band. Samples and seeded checks are apart. */
    Uni<Worth> count(String process, String actionType, String agent, int band) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(COUNT, Object[].class)
                        .setParameter("process", process)
                        .setParameter("actionType", actionType)
                        .setParameter("agent", agent)
                        .setParameter("band", band)
                        .setParameter("most", Worth.MOST_RECENT)
                        .getSingleResult())
                .map(row -> Worth.of(band, number(row[0]), number(row[1]), number(row[2])));
    }

    private static long number(Object count) {
        return ((Number) count).longValue();
    }
}
