package dev.countersign.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.localstack.Service;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** audit-service: what happened, and can you prove it? */
public final class AuditRoom {

    private static final String AUDITOR = "olga";

    private final House house;

    AuditRoom(House house) {
        this.house = house;
    }

    private Caller auditor() {
        return house.person(AUDITOR, Service.AUDIT);
    }

    /** The metrics of a process, all of it. */
    public JsonNode metrics(String process) {
        return auditor().get("/v1/metrics/" + process).expect(200).body();
    }

    /** The evidence of one evaluation, once it is as complete as wanted and all of it is in the log. */
    public Evidence evidence(UUID evaluation, Predicate<Evidence> complete) {
        return Eventually.first("the evidence of " + evaluation, () -> {
            Answer answer = auditor().get("/v1/evidence/" + evaluation).expect(200, 404);
            return Optional.of(answer)
                    .filter(found -> found.status() == 200)
                    .map(found -> new Evidence(found.body()))
                    .filter(found -> found.pending() == 0 && complete.test(found));
        });
    }

    /** The log as anybody may read it. */
    public LogReader log() {
        return new LogReader(house.uri(Service.AUDIT));
    }
}
