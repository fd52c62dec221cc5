package dev.countersign.policy.identity;

/** The roles that this service knows. */
public final class Roles {

    public static final String AGENT = "agent";
    public static final String PROCESS_OWNER = "process-owner";
    public static final String AUDITOR = "auditor";
    public static final String ADMIN = "admin";

    private Roles() {}
}
