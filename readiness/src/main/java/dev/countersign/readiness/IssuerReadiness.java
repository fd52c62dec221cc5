package dev.countersign.readiness;

import io.quarkus.oidc.runtime.TenantConfigBean;
import io.quarkus.oidc.runtime.TenantConfigContext;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * The issuer of tokens. Left alone, Quarkus asks for it again when the first request comes; whoever is not ready gets none, so the probe
 * asks.
 */
@Readiness
@Singleton
final class IssuerReadiness implements AsyncHealthCheck {

    private final Issuer issuer;
    private final Reached reached = new Reached("OIDC issuer");

    @Inject
    IssuerReadiness(TenantConfigBean tenants) {
        this(new Tenant(tenants));
    }

    IssuerReadiness(Issuer issuer) {
        this.issuer = issuer;
    }

    /** What this asks of Quarkus. */
    interface Issuer {
        String address();

        /** Whether its keys are known, or nobody needs them. */
        boolean isKnown();

        /** Asks for them; whether they are known then. */
        Uni<Boolean> ask();
    }

    private record Tenant(TenantConfigBean tenants) implements Issuer {

        @Override
        public String address() {
            return tenants.getDefaultTenant().oidcConfig().authServerUrl().orElse("nowhere: it is not configured");
        }

        @Override
        public boolean isKnown() {
            TenantConfigContext tenant = tenants.getDefaultTenant();
            return tenant.ready() || !tenant.oidcConfig().tenantEnabled();
        }

        @Override
        public Uni<Boolean> ask() {
            return tenants.getDefaultTenant().initialize().map(TenantConfigContext::ready);
        }
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return reached.check(this::attempt, failure -> "nothing is to be had from " + issuer.address());
    }

    private Uni<Void> attempt() {
        if (issuer.isKnown()) {
            return Uni.createFrom().voidItem();
        }
        return issuer.ask()
                .chain(known -> known
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom().failure(new IllegalStateException("its keys are not known")));
    }
}
