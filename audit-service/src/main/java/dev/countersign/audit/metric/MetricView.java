package dev.countersign.audit.metric;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a process over a period.
 *
 * @param series day by day or week by week, also where nothing happened; absent unless asked for
 * @param groups agent by agent or action type by action type; absent unless asked for
 */
@JsonPropertyOrder({"process", "from", "to", "metrics", "series", "groups"})
public record MetricView(
        String process,
        Instant from,
        Instant to,
        @JsonUnwrapped Metrics metrics,
        @Nullable List<Part> series,
        @Nullable List<Part> groups) {

    /**
     * One part of the whole.
     *
     * @param key the date at which the part begins, or the agent's or action type's name
     */
    @JsonPropertyOrder({"key", "from", "to", "metrics"})
    public record Part(
            String key,
            @Nullable Instant from,
            @Nullable Instant to,
            @JsonUnwrapped Metrics metrics) {}

    static MetricView of(String process, Period period, @Nullable Grouping by, Map<String, Counts> counts) {
        Counts all = counts.values().stream().reduce(Counts.NONE, Counts::plus);
        return new MetricView(
                process,
                period.from(),
                period.to(),
                Metrics.of(all),
                by != null && by.isByTime() ? series(period, by, counts) : null,
                by != null && !by.isByTime() ? groups(counts) : null);
    }

    private static List<Part> series(Period period, Grouping by, Map<String, Counts> counts) {
        return period.buckets(by).stream()
                .map(bucket -> new Part(
                        bucket.key(),
                        bucket.period().from(),
                        bucket.period().to(),
                        Metrics.of(counts.getOrDefault(bucket.key(), Counts.NONE))))
                .toList();
    }

    private static List<Part> groups(Map<String, Counts> counts) {
        return counts.entrySet().stream()
                .map(group -> new Part(group.getKey(), null, null, Metrics.of(group.getValue())))
                .toList();
    }
}
