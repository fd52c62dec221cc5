package dev.countersign.contracts.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.countersign.contracts.Defaulted;
import dev.countersign.contracts.Principal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one process is supervised. A value of this type is complete and well-formed; whether it is also allowed (an action without
 * a pattern, money moving without a person) is what publishing checks.
 *
 * @param process the process it supervises, for example {@code airline-changes}
 * @param accountable the owner of the process; the last resort of routing
 * @param decidesAboutPersons whether GDPR Article 22 may apply
 * @param basis the recorded legal basis for deciding about persons without a person, where there is one
 * @param agents the OIDC clients that may propose here; nobody else may
 * @param actions what agents may propose here, by type; anything else is blocked
 */
public record PolicyDocument(
        String process,
        String title,
        Principal accountable,
        Impact impact,
        @Defaulted Boolean decidesAboutPersons,
        @Nullable String basis,
        List<String> agents,
        Map<String, ActionPolicy> actions,
        @Defaulted PatternSettings patterns,
        List<UsageLimit> limits,
        ReviewPolicy review,
        SlaPolicy sla,
        @JsonProperty("notify") List<NotifyRoute> notifyRoutes,
        @Defaulted OversightPolicy oversight,
        @Defaulted RetentionPolicy retention) {

    public PolicyDocument {
        Objects.requireNonNull(process, "process");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(accountable, "accountable");
        Objects.requireNonNull(impact, "impact");
        decidesAboutPersons = Objects.requireNonNullElse(decidesAboutPersons, false);
        agents = List.copyOf(agents);
        actions = Map.copyOf(actions);
        patterns = Objects.requireNonNullElse(patterns, PatternSettings.NONE);
        limits = limits == null ? List.of() : List.copyOf(limits);
        Objects.requireNonNull(review, "review");
        Objects.requireNonNull(sla, "sla");
        notifyRoutes = List.copyOf(notifyRoutes);
        oversight = Objects.requireNonNullElse(oversight, OversightPolicy.NONE);
        retention = Objects.requireNonNullElse(retention, RetentionPolicy.KEEP);
    }
}
