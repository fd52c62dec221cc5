package dev.countersign.policy.difference;

/** What a change means for how much people see. */
public enum Effect {
    /** Fewer actions may go to a person, or a rule that keeps a person there falls; also what cannot be told. */
    LOOSER,
    /** More actions go to a person, or are blocked. */
    TIGHTER,
    /** It is not about whether a person looks. */
    NEUTRAL;

    /** Tighter where this holds, looser where it does not. */
    static Effect tighterIf(boolean tighter) {
        return tighter ? TIGHTER : LOOSER;
    }

    /** This effect where it matters at all. */
    Effect where(boolean matters) {
        return matters ? this : NEUTRAL;
    }
}
