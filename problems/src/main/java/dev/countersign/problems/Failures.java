package dev.countersign.problems;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jboss.logging.Logger;

/** Says no through a door that does not answer in HTTP's own way. */
public final class Failures {

    private static final Logger LOG = Logger.getLogger(Failures.class);

    private Failures() {}

    /** The problem that a request ended in, as the body of an HTTP answer would tell it; a fault is logged, and not told. */
    public static String json(Throwable failure, ObjectMapper mapper) {
        return ProblemView.of(problem(failure)).json(mapper);
    }

    private static Problem problem(Throwable failure) {
        return switch (failure) {
            case Problem problem -> problem;
            case JsonProcessingException complaint -> BodyProblems.of(complaint);
            default -> fault(failure);
        };
    }

    private static Problem fault(Throwable failure) {
        LOG.error("A request failed", failure);
        return StatusProblems.of(500);
    }
}
