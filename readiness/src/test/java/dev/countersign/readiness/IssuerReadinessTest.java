package dev.countersign.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class IssuerReadinessTest {

    /** One that can be away, and whose keys are known after it was asked while it was there. */
    private static final class Scripted implements IssuerReadiness.Issuer {
        boolean there;
        boolean known;
        int asked;

        @Override
        public String address() {
            return "https://id.example.com/realms/countersign";
        }

        @Override
        public boolean isKnown() {
            return known;
        }

        @Override
        public Uni<Boolean> ask() {
            asked++;
            known = there;
            return Uni.createFrom().item(there);
        }
    }

    private final Scripted issuer = new Scripted();
    private final IssuerReadiness readiness = new IssuerReadiness(issuer);

    private HealthCheckResponse call() {
        return readiness.call().subscribeAsCompletionStage().join();
    }

    @Test
    void isNotReadyWithoutTheIssuerAndNamesIt() {
        HealthCheckResponse response = call();

        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        assertThat(response.getData().orElseThrow())
                .containsEntry("reason", "nothing is to be had from " + issuer.address());
    }

    @Test
    void asksAgainByItselfUntilTheIssuerIsThere() {
        call();
        issuer.there = true;

        assertThat(call().getStatus()).isEqualTo(Status.UP);
        assertThat(issuer.asked).isEqualTo(2);
    }

    @Test
    void isReadyForGoodOnceItWasReached() {
        issuer.there = true;
        call();
        issuer.there = false;
        issuer.known = false;

        assertThat(call().getStatus()).isEqualTo(Status.UP);
        assertThat(issuer.asked).isEqualTo(1);
    }

    @Test
    void isReadyAtOnceWhereItsKeysAreKnown() {
        issuer.known = true;

        assertThat(call().getStatus()).isEqualTo(Status.UP);
        assertThat(issuer.asked).isZero();
    }
}
