package dev.countersign.problems;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/** A problem as RFC 9457 writes it. */
@RegisterForReflection(targets = {ProblemView.class, Violation.class})
record ProblemView(
        String type,
        String title,
        int status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Violation> errors,
        @JsonIgnore Map<String, Object> members) {

    static final String MEDIA_TYPE = "application/problem+json";

    static ProblemView of(Problem problem) {
        return new ProblemView(
                problem.type(),
                problem.title(),
                problem.status(),
                problem.detail(),
                problem.violations(),
                problem.members());
    }

    /** Beside the standard members, and not below one of them. */
    @JsonAnyGetter
    Map<String, Object> beside() {
        return members;
    }

    String json(ObjectMapper mapper) {
        try {
            return mapper.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts, numbers and records can always be written", e);
        }
    }
}
