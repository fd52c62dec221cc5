package dev.countersign.policy.publication;

/** Where the second person of a publication that loosens comes from. */
public enum SecondPerson {
    /** Somebody else with the role agrees here, by name. */
    REQUIRED,
    /** Somebody reviewed the change of the file before it was merged; who that was, only Git knows. */
    IN_GIT
}
