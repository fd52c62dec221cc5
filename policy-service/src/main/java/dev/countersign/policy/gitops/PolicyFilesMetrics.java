package dev.countersign.policy.gitops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many policy files there are of each status, as this replica last saw them. */
@Singleton
class PolicyFilesMetrics {

    private volatile Map<String, Long> counts = Map.of();

    PolicyFilesMetrics(MeterRegistry registry) {
        Arrays.stream(FileStatus.values())
                .map(FileStatus::word)
                .forEach(status -> Gauge.builder("countersign.policy.files", () -> count(status))
                        .description("Policy files by how they stand to what is in force")
                        .tag("status", status)
                        .register(registry));
    }

    void seen(List<PolicyFileView> files) {
        Map<String, Long> seen = new TreeMap<>();
        files.forEach(file -> seen.merge(file.status(), 1L, Long::sum));
        counts = Map.copyOf(seen);
    }

    long count(String status) {
        return counts.getOrDefault(status, 0L);
    }
}
