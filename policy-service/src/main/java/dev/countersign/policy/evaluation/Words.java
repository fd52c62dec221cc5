package dev.countersign.policy.evaluation;

import dev.countersign.contracts.event.Decision;
import java.util.Locale;

/** Enumerations as they are written outside of Java. */
final class Words {

    private Words() {}

    static String of(Decision decision) {
        return decision.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
