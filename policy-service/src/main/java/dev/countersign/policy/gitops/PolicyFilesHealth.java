package dev.countersign.policy.gitops;

import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import java.util.Arrays;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * How the policy files stand, at {@code /q/health/well}. Neither readiness nor liveness: with a bad file the last good version stays
 * in force, and a replica out of traffic would help nobody.
 */
@Wellness
@Singleton
class PolicyFilesHealth implements HealthCheck {

    private final ReconciliationService reconciliation;
    private final PolicyFilesMetrics metrics;

    PolicyFilesHealth(ReconciliationService reconciliation, PolicyFilesMetrics metrics) {
        this.reconciliation = reconciliation;
        this.metrics = metrics;
    }

    @Override
    public HealthCheckResponse call() {
        boolean readable = reconciliation.reading().problem().isEmpty();
        boolean trouble = Arrays.stream(FileStatus.values())
                .anyMatch(status -> status.isTrouble() && metrics.count(status.word()) > 0);
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("policy files").status(readable && !trouble);
        Arrays.stream(FileStatus.values())
                .filter(status -> metrics.count(status.word()) > 0)
                .forEach(status -> response.withData(status.word(), metrics.count(status.word())));
        return response.withData("folder", readable ? "readable or none" : "cannot be read")
                .build();
    }
}
