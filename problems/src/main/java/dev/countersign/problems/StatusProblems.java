package dev.countersign.problems;

/** The problems that a bare HTTP status amounts to. */
final class StatusProblems {

    private StatusProblems() {}

    static Problem of(int status) {
        return switch (status) {
            case 401 -> Problem.of(401, "unauthenticated", "Not signed in", "A valid access token is needed.");
            case 403 -> Problem.of(403, "forbidden", "Not allowed", "Your role does not allow this.");
            case 404 -> Problem.of(404, "not-found", "Not found", "There is nothing here that you may see.");
            case 405 -> Problem.of(405, "method-not-allowed", "Method not allowed", "This address has other methods.");
            case 406 -> Problem.of(406, "not-acceptable", "Not acceptable", "The answer cannot be given in that form.");
            case 413 ->
                Problem.of(413, "body-too-large", "Body too large", "The body is larger than is accepted here.");
            case 415 ->
                Problem.of(
                        415,
                        "unsupported-media-type",
                        "Unsupported media type",
                        "The body is in a form not read here.");
            default -> status >= 500 ? fault(status) : refused(status);
        };
    }

    private static Problem fault(int status) {
        return Problem.of(status, "internal", "Internal error", "Something failed on our side; it has been logged.");
    }

    private static Problem refused(int status) {
        return Problem.of(status, "bad-request", "Bad request", "The request cannot be understood.");
    }
}
