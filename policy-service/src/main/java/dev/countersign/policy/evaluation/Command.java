package dev.countersign.policy.evaluation;

/** What can happen to an evaluation. */
enum Command {
    /** A person approved, or time is up and the policy lets it go. */
    RELEASE,
    REJECT,
    REQUEST_CHANGES,
    TAKE_OVER,
    EXPIRE,
    /** What was decided did not pass the policy; the reviewer has it again. */
    RETURN_TO_REVIEW,
    /** The agent sends another payload. */
    REVISE,
    WITHDRAW,
    REPORT_EXECUTED,
    REPORT_FAILED
}
