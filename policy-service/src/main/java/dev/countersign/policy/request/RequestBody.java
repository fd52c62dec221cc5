package dev.countersign.policy.request;

import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import org.jspecify.annotations.Nullable;

/** The body of a request that cannot do without one. */
public final class RequestBody {

    private RequestBody() {}

    /**
     * The body.
     *
     * @throws Problem {@code invalid-value} where there is none: an empty request, or a JSON null
     */
    public static <T> T required(@Nullable T body) {
        if (body == null) {
            throw Problem.of(422, "invalid-value", "Invalid value", "The request needs a body.")
                    .with(new Violation("", "is missing"));
        }
        return body;
    }
}
