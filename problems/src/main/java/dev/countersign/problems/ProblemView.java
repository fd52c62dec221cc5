package dev.countersign.problems;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** A problem as RFC 9457 writes it. */
@RegisterForReflection(targets = {ProblemView.class, Violation.class})
record ProblemView(
        String type,
        String title,
        int status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Violation> errors) {

    static final String MEDIA_TYPE = "application/problem+json";

    static ProblemView of(Problem problem) {
        return new ProblemView(
                problem.type(), problem.title(), problem.status(), problem.detail(), problem.violations());
    }

    String json(ObjectMapper mapper) {
        try {
            return mapper.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and a number can always be written", e);
        }
    }
}
