package dev.countersign.policy.publication;

import static dev.countersign.policy.request.RequestBody.required;

import dev.countersign.policy.identity.CallerView;
import dev.countersign.policy.identity.Roles;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Publications that need a second person, over HTTP. */
@Path("/v1/processes/{process}/policy/publications")
@RolesAllowed(Roles.PROCESS_OWNER)
@Tag(name = "Policies")
public class PublicationResource {

    private static final int MAX_PAGE = 100;
    private static final int MAX_REASON = 2_000;

    private final PublicationService publications;
    private final SecondPersonService secondPerson;
    private final CallerView caller;

    PublicationResource(PublicationService publications, SecondPersonService secondPerson, CallerView caller) {
        this.publications = publications;
        this.secondPerson = secondPerson;
        this.caller = caller;
    }

    /** Why a publication is declined. */
    @Schema(name = "DeclineReason")
    public record DeclineReason(
            @Schema(examples = "Not before the evidence of this month is in.")
            String reason) {
        public DeclineReason {
            Objects.requireNonNull(reason, "reason");
            if (reason.isBlank() || reason.length() > MAX_REASON) {
                throw new IllegalArgumentException("reason must have 1 to " + MAX_REASON + " characters");
            }
        }
    }

    @GET
    @Operation(summary = "Publications that needed a second person, newest first")
    public Uni<PublicationView.Page> list(
            @RestPath String process,
            @QueryParam("status") @Nullable String status,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("20") int limit) {
        return publications.page(process, status(status), below(cursor), Math.clamp(limit, 1, MAX_PAGE));
    }

    @GET
    @Path("{publication}")
    @Operation(summary = "One, with its document and what it would change")
    public Uni<PublicationView> one(@RestPath String process, @RestPath UUID publication) {
        return publications.one(process, publication);
    }

    @POST
    @Path("{publication}/agree")
    @Operation(summary = "Agree, as the second person: it is in force from then on")
    @APIResponse(responseCode = "201", description = "Published")
    @APIResponse(responseCode = "403", description = "second-person-needed: the caller proposed it")
    @APIResponse(responseCode = "409", description = "publication-superseded, or publication-settled")
    public Uni<Response> agree(@RestPath String process, @RestPath UUID publication) {
        if (caller.isAgent()) {
            throw SecondPersonService.anotherNeeded();
        }
        return secondPerson.agree(process, publication, caller.person()).map(PublishingResource::created);
    }

    @POST
    @Path("{publication}/decline")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Keep it from being published; whoever proposed it takes it back so")
    public Uni<PublicationView> decline(
            @RestPath String process, @RestPath UUID publication, @Nullable DeclineReason body) {
        return secondPerson.decline(
                process, publication, caller.person(), required(body).reason());
    }

    private static @Nullable Status status(@Nullable String word) {
        return word == null
                ? null
                : Status.named(word)
                        .orElseThrow(() -> Problem.of(
                                        422, "invalid-value", "Invalid value", "No publication has such a status.")
                                .with(new Violation("/status", "is no status of a publication")));
    }

    private static @Nullable UUID below(@Nullable String cursor) {
        try {
            return cursor == null ? null : UUID.fromString(cursor);
        } catch (IllegalArgumentException e) {
            throw Problem.of(422, "invalid-value", "Invalid value", "The cursor is none that was given out here.")
                    .with(new Violation("/cursor", "is no cursor"));
        }
    }
}
