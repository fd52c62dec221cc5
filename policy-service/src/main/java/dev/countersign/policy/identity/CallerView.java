package dev.countersign.policy.identity;

import dev.countersign.problems.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** The caller of the current request. The agent is whoever the token says, never what a body says. */
@RequestScoped
public class CallerView {

    private final JsonWebToken token;
    private final SecurityIdentity identity;

    CallerView(JsonWebToken token, SecurityIdentity identity) {
        this.token = token;
        this.identity = identity;
    }

    /** The name of the calling agent: the client that the token was given to. */
    public String agent() {
        @Nullable String client = token.getClaim("azp");
        if (client == null || client.isBlank() || client.length() > 200) {
            throw Problem.of(403, "forbidden", "Not allowed", "The token does not say which agent it was given to.");
        }
        return client;
    }

    /** The id of the calling person. */
    public String person() {
        @Nullable String name = token.getClaim("preferred_username");
        return name != null ? name : token.getSubject();
    }

    public boolean isProcessOwner() {
        return identity.hasRole(Roles.PROCESS_OWNER);
    }

    public boolean isAgent() {
        return identity.hasRole(Roles.AGENT);
    }

    /** The name of the calling agent, or nothing for a caller without that role. */
    public @Nullable String agentOrNobody() {
        return isAgent() ? agent() : null;
    }
}
