package dev.countersign.queue.identity;

import io.quarkus.oidc.runtime.OidcJwtCallerPrincipal;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads who is asking out of the token of this request, be it a bearer's or a browser session's. */
@RequestScoped
public class SignedInService {

    private final SecurityIdentity identity;

    SignedInService(SecurityIdentity identity) {
        this.identity = identity;
    }

    public SignedIn current() {
        return of(identity);
    }

    static SignedIn of(SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof OidcJwtCallerPrincipal token) {
            String username = Objects.requireNonNullElse(text(token, "preferred_username"), token.getName());
            return new SignedIn(token.getSubject(), username, text(token, "name"), Set.copyOf(identity.getRoles()));
        }
        return new SignedIn(null, identity.getPrincipal().getName(), null, Set.copyOf(identity.getRoles()));
    }

    /** Out of the claims themselves: the token, asked for one that its specification does not name, makes an exception of it first. */
    private static @Nullable String text(OidcJwtCallerPrincipal token, String claim) {
        Object value = token.getClaims().getClaimValue(claim);
        return value == null ? null : value.toString();
    }
}
