package dev.countersign.localstack;

/** One of the four services. */
public enum Service {
    POLICY(Endpoint.POLICY),
    QUEUE(Endpoint.QUEUE),
    NOTIFICATION(Endpoint.NOTIFICATION),
    AUDIT(Endpoint.AUDIT);

    private final Endpoint endpoint;

    Service(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /** Its module, for example {@code policy-service}. */
    public String module() {
        return endpoint.label();
    }

    /** Its database and the role that owns it. */
    public String database() {
        return endpoint.id();
    }
}
