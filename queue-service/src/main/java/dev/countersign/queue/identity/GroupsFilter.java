package dev.countersign.queue.identity;

import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.directory.DirectoryRepository;
import dev.countersign.queue.directory.GroupService;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Makes the groups of a sign-in count before anything is answered, where a claim is configured that names them: whoever is taken out
 * of a group loses with the next token what the group gave.
 */
class GroupsFilter {

    /** Claims that a token has no room for (OpenID Connect Core, 5.6.2). */
    private static final String ELSEWHERE = "_claim_names";

    private final CurrentIdentityAssociation association;
    private final DirectoryRepository directories;
    private final GroupService groups;
    private final Optional<String> claim;

    GroupsFilter(
            CurrentIdentityAssociation association,
            DirectoryRepository directories,
            GroupService groups,
            @ConfigProperty(name = "countersign.queue.directory.groups-claim") Optional<String> claim) {
        this.association = association;
        this.directories = directories;
        this.groups = groups;
        this.claim = claim;
    }

    @ServerRequestFilter
    Uni<Void> follow() {
        return claim.map(this::follow).orElseGet(GroupsFilter::nothing);
    }

    /** Whoever is nobody is told so where it matters. */
    private Uni<Void> follow(String name) {
        return association
                .getDeferredIdentity()
                .chain(identity -> of(identity, name)
                        .map(names -> signedIn(identity, names))
                        .orElseGet(GroupsFilter::nothing))
                .onFailure(AuthenticationFailedException.class)
                .recoverWithUni(GroupsFilter::nothing);
    }

    private Uni<Void> signedIn(SecurityIdentity identity, Set<String> names) {
        return Panache.withSession(directories::current).chain(directory -> signedIn(directory, identity, names));
    }

    private Uni<Void> signedIn(Directory directory, SecurityIdentity identity, Set<String> names) {
        return groups.signedIn(directory, SignedInService.of(identity).personId(directory), names);
    }

    /**
     * The groups of a token. One without the claim is of somebody who is in none: Keycloak leaves it out then. Empty where the groups were
     * too many for the token, which says where else they are to be had: that is not the same as none.
     */
    private static Optional<Set<String>> of(SecurityIdentity identity, String claim) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Optional.empty();
        }
        if (token.getClaim(ELSEWHERE) instanceof Map<?, ?> elsewhere && elsewhere.containsKey(claim)) {
            return Optional.empty();
        }
        // Asked for "groups", a token without them answers with none.
        Object value = token.getClaim(claim);
        return value instanceof Collection<?> names
                ? Optional.of(names.stream().map(GroupsFilter::text).collect(Collectors.toUnmodifiableSet()))
                : Optional.of(Set.of());
    }

    private static String text(Object name) {
        return name instanceof JsonString text ? text.getString() : String.valueOf(name);
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
