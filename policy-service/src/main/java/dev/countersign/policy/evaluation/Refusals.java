package dev.countersign.policy.evaluation;

import dev.countersign.problems.Problem;

/** What an evaluation refuses because of where it stands. */
final class Refusals {

    private Refusals() {}

    static Problem notRevisable() {
        return Problem.of(409, "not-revisable", "Cannot be revised", "Nobody asked for changes to it.");
    }

    static Problem notWithdrawable(String why) {
        return Problem.of(409, "not-withdrawable", "Cannot be withdrawn", why);
    }

    static Problem notRenewable(String why) {
        return Problem.of(409, "not-renewable", "Cannot be renewed", why);
    }

    static Problem executionContradicted() {
        return Problem.of(
                409,
                "execution-contradicted",
                "Execution contradicted",
                "Another execution has been reported before, and stands.");
    }

    static Problem notReleased(String status) {
        return Problem.of(409, "not-released", "Not released", "It is " + status + ", not released.");
    }

    static Problem overloaded() {
        return Problem.of(
                503, "overloaded", "Overloaded", "Too many proposals wait here; nothing was recorded. Send it again.");
    }
}
