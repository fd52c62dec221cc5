package dev.countersign.audit.metric;

import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The rates of a process. */
@Path("/v1/metrics")
@RolesAllowed({"auditor", "process-owner"})
@Tag(name = "metrics", description = "Is the loop any good?")
public class MetricResource {

    private static final Duration USUAL = Duration.ofDays(30);
    private static final long LONGEST_SERIES = 800;

    private final MetricRepository metrics;
    private final Clock clock;

    MetricResource(MetricRepository metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    @GET
    @Path("/{process}")
    @Operation(summary = "Outcomes, decisions, unchanged-approval rate, times and escape rate of a process")
    public Uni<MetricView> metrics(
            @PathParam("process") String process,
            @Parameter(description = "RFC 3339; 30 days before `to` unless given") @QueryParam("from") @Nullable
                    String from,
            @Parameter(description = "RFC 3339, excluded; now unless given") @QueryParam("to") @Nullable String to,
            @Parameter(description = "day, week, agent or actionType") @QueryParam("by") @Nullable String by) {
        Period period = period(from, to);
        Grouping grouping = grouping(by, period);
        return metrics.knows(process).flatMap(known -> {
            if (!known) {
                throw Problem.of(
                        404, "process-not-found", "No such process", "Nothing was ever heard of this process.");
            }
            return metrics.count(process, period, grouping)
                    .map(counts -> MetricView.of(process, period, grouping, counts));
        });
    }

    private Period period(@Nullable String from, @Nullable String to) {
        Instant end = to == null ? clock.instant() : instant("to", to);
        Instant start = from == null ? end.minus(USUAL) : instant("from", from);
        if (!start.isBefore(end)) {
            throw invalid("from", "must be before \"to\"");
        }
        return new Period(start, end);
    }

    private static @Nullable Grouping grouping(@Nullable String by, Period period) {
        if (by == null) {
            return null;
        }
        Grouping grouping =
                Grouping.named(by).orElseThrow(() -> invalid("by", "must be one of day, week, agent, actionType"));
        if (grouping.isByTime() && period.days() > LONGEST_SERIES) {
            throw invalid("by", "a series covers at most " + LONGEST_SERIES + " days");
        }
        return grouping;
    }

    private static Instant instant(String parameter, String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            // What the database cannot hold is no time that anything happened at.
            if (instant.isAfter(Instant.parse("0001-01-01T00:00:00Z"))
                    && instant.isBefore(Instant.parse("9999-12-31T00:00:00Z"))) {
                return instant;
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw invalid(parameter, "must be a time as RFC 3339 has it, for example 2026-11-01T00:00:00Z");
    }

    private static Problem invalid(String parameter, String detail) {
        return Problem.of(422, "invalid-value", "Invalid value", "The query has a value that cannot be used here.")
                .with(new Violation("/" + parameter, detail));
    }
}
