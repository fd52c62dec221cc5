package dev.countersign.problems;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.CharConversionException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Turns whatever a request ends in into a problem. Ours and the framework's are told apart from faults, which are logged. */
@Singleton
class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private final ObjectMapper mapper;

    ProblemMappers(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @ServerExceptionMapper
    Response of(Problem problem) {
        return answer(problem);
    }

    @ServerExceptionMapper
    Response of(MismatchedInputException complaint) {
        return answer(BodyProblems.of(complaint));
    }

    @ServerExceptionMapper
    Response of(JsonProcessingException complaint) {
        return answer(BodyProblems.of(complaint));
    }

    @ServerExceptionMapper
    Response of(CharConversionException complaint) {
        return answer(BodyProblems.noCharacters());
    }

    @ServerExceptionMapper
    Response of(WebApplicationException thrown) {
        int status = thrown.getResponse().getStatus();
        if (status < 400) {
            return thrown.getResponse();
        }
        JsonProcessingException complaint = status < 500 ? complaint(thrown) : null;
        if (complaint != null) {
            return answer(BodyProblems.of(complaint));
        }
        if (status >= 500) {
            LOG.error("A request failed", thrown);
        }
        return answer(StatusProblems.of(status));
    }

    @ServerExceptionMapper
    Response of(ForbiddenException thrown) {
        return answer(StatusProblems.of(403));
    }

    @ServerExceptionMapper
    Uni<Response> of(UnauthorizedException thrown, RoutingContext request) {
        return challenge(request);
    }

    @ServerExceptionMapper
    Uni<Response> of(AuthenticationFailedException thrown, RoutingContext request) {
        return challenge(request);
    }

    @ServerExceptionMapper
    Response of(Throwable fault) {
        LOG.error("A request failed", fault);
        return answer(StatusProblems.of(500));
    }

    /** The mechanism's own challenge, which for a browser may be a way to the sign-in page; a bare 401 gets a body. */
    private Uni<Response> challenge(RoutingContext request) {
        HttpAuthenticator authenticator = request.get(HttpAuthenticator.class.getName());
        if (authenticator == null) {
            return Uni.createFrom().item(answer(StatusProblems.of(401)));
        }
        return authenticator.getChallenge(request).map(this::challenged);
    }

    private Response challenged(@Nullable ChallengeData challenge) {
        int status = challenge == null ? 401 : challenge.status;
        Response.ResponseBuilder answer = status < 400 ? Response.status(status) : body(StatusProblems.of(status));
        if (challenge != null) {
            challenge.getHeaders().forEach((name, value) -> answer.header(name.toString(), value));
        }
        return answer.build();
    }

    private static @Nullable JsonProcessingException complaint(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof JsonProcessingException complaint) {
                return complaint;
            }
        }
        return null;
    }

    private Response answer(Problem problem) {
        return body(problem).build();
    }

    private Response.ResponseBuilder body(Problem problem) {
        return Response.status(problem.status())
                .type(ProblemView.MEDIA_TYPE)
                .entity(ProblemView.of(problem).json(mapper));
    }
}
