package dev.countersign.queue.review;

import dev.countersign.problems.Problem;
import dev.countersign.queue.identity.SignedInService;
import dev.countersign.queue.review.DecidingService.Answer;
import dev.countersign.queue.review.DecidingService.Asked;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Reviews, for those who may decide them. What changes one answers with all of it, or, with {@code Prefer: return=minimal}, with its new
 * version alone.
 */
@Path("/v1/reviews")
@RolesAllowed("reviewer")
public class ReviewResource {

    private static final String VERSION_ALONE =
            "With Prefer: return=minimal, the new version as the ETag and nothing else";

    private final ReadingService reading;
    private final DecidingService deciding;
    private final SignedInService signedIn;

    ReviewResource(ReadingService reading, DecidingService deciding, SignedInService signedIn) {
        this.reading = reading;
        this.deciding = deciding;
        this.signedIn = signedIn;
    }

    /** Open ones by deadline, the soonest first; decided ones by decision, the latest first. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<ReviewListView> list(
            @RestQuery @Nullable String state,
            @RestQuery @Nullable String scope,
            @RestQuery boolean mine,
            @RestQuery @Nullable String process,
            @RestQuery @Nullable String text,
            @RestQuery @Nullable String cursor,
            @RestQuery @Nullable Integer limit) {
        return reading.list(signedIn.current(), ListQuery.of(state, scope, mine, process, text, cursor, limit));
    }

    /** The same list as a file for a spreadsheet, in which no cell is a formula. */
    @GET
    @Produces("text/csv;qs=0.5")
    public Uni<RestResponse<String>> export(
            @RestQuery @Nullable String state,
            @RestQuery @Nullable String scope,
            @RestQuery boolean mine,
            @RestQuery @Nullable String process,
            @RestQuery @Nullable String text,
            @RestQuery @Nullable String cursor,
            @RestQuery @Nullable Integer limit,
            UriInfo address) {
        ListQuery query =
                ListQuery.of(state, scope, mine, process, text, cursor, null).exported(limit);
        return reading.list(signedIn.current(), query).map(list -> exported(list, address));
    }

    @GET
    @Path("{id}")
    public Uni<RestResponse<ReviewDetailView>> get(UUID id, @RestQuery boolean peek) {
        return reading.detail(signedIn.current(), id, peek).map(ReviewResource::tagged);
    }

    /** What was read with {@code peek}, to be ready, is on the screen now. */
    @POST
    @Path("{id}/shown")
    public Uni<ShownView> shown(UUID id) {
        return reading.shown(signedIn.current(), id);
    }

    @POST
    @Path("{id}/claim")
    @APIResponseSchema(value = ReviewDetailView.class, responseCode = "200", responseDescription = "OK")
    @APIResponse(responseCode = "204", description = VERSION_ALONE)
    public Uni<RestResponse<ReviewDetailView>> claim(
            UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(Prefer.HEADER) List<String> prefer) {
        return deciding.claim(asked(id, ifMatch, prefer)).map(ReviewResource::answered);
    }

    @POST
    @Path("{id}/unclaim")
    @APIResponseSchema(value = ReviewDetailView.class, responseCode = "200", responseDescription = "OK")
    @APIResponse(responseCode = "204", description = VERSION_ALONE)
    public Uni<RestResponse<ReviewDetailView>> unclaim(
            UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(Prefer.HEADER) List<String> prefer) {
        return deciding.unclaim(asked(id, ifMatch, prefer)).map(ReviewResource::answered);
    }

    @POST
    @Path("{id}/decision")
    @APIResponseSchema(value = ReviewDetailView.class, responseCode = "200", responseDescription = "OK")
    @APIResponse(responseCode = "204", description = VERSION_ALONE)
    public Uni<RestResponse<ReviewDetailView>> decide(
            UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(Prefer.HEADER) List<String> prefer,
            DecisionRequest request) {
        return deciding.decide(asked(id, ifMatch, prefer), body(request)).map(ReviewResource::answered);
    }

    @POST
    @Path("{id}/reassign")
    @APIResponseSchema(value = ReviewDetailView.class, responseCode = "200", responseDescription = "OK")
    @APIResponse(responseCode = "204", description = VERSION_ALONE)
    public Uni<RestResponse<ReviewDetailView>> reassign(
            UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(Prefer.HEADER) List<String> prefer,
            ReassignRequest request) {
        return deciding.reassign(asked(id, ifMatch, prefer), body(request)).map(ReviewResource::answered);
    }

    /** To the next one above who has the authority. */
    @POST
    @Path("{id}/escalate")
    @APIResponseSchema(value = ReviewDetailView.class, responseCode = "200", responseDescription = "OK")
    @APIResponse(responseCode = "204", description = VERSION_ALONE)
    public Uni<RestResponse<ReviewDetailView>> escalate(
            UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(Prefer.HEADER) List<String> prefer,
            EscalateRequest request) {
        return deciding.escalate(asked(id, ifMatch, prefer), body(request)).map(ReviewResource::answered);
    }

    @POST
    @Path("{id}/preview")
    public Uni<PreviewView> preview(UUID id, PreviewRequest request) {
        return reading.preview(signedIn.current(), id, body(request));
    }

    private static RestResponse<String> exported(ReviewListView list, UriInfo address) {
        RestResponse.ResponseBuilder<String> answer = RestResponse.ResponseBuilder.ok(
                        ReviewCsv.of(list.items()), "text/csv;charset=UTF-8;header=present")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"reviews.csv\"");
        if (list.next() != null) {
            URI next = address.getRequestUriBuilder()
                    .replaceQueryParam("cursor", list.next())
                    .build();
            answer.header(HttpHeaders.LINK, "<" + next.getRawPath() + "?" + next.getRawQuery() + ">; rel=\"next\"");
        }
        return answer.build();
    }

    /** A request without a body reaches a method as null. */
    private static <T> T body(@Nullable T body) {
        if (body == null) {
            throw Problem.of(400, "malformed-json", "Malformed JSON", "The body is missing.");
        }
        return body;
    }

    private Asked asked(UUID id, @Nullable String ifMatch, List<String> prefer) {
        return new Asked(signedIn.current(), id, new IfMatch(ifMatch), new Prefer(prefer));
    }

    /** The review as it is now; or nothing of it but its version, for those who prefer that. */
    private static RestResponse<ReviewDetailView> answered(Answer answer) {
        ReviewDetailView view = answer.view();
        return view != null
                ? tagged(view)
                : RestResponse.ResponseBuilder.<ReviewDetailView>noContent()
                        .header(HttpHeaders.ETAG, IfMatch.tag(answer.version()))
                        .header(Prefer.APPLIED, Prefer.MINIMAL)
                        .build();
    }

    private static RestResponse<ReviewDetailView> tagged(ReviewDetailView view) {
        return RestResponse.ResponseBuilder.ok(view)
                .header(HttpHeaders.ETAG, IfMatch.tag(view.summary().version()))
                .build();
    }
}
