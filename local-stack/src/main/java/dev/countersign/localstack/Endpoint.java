package dev.countersign.localstack;

import java.util.Locale;

/** Everything of the stack that listens, with the port it has by default. */
public enum Endpoint {
    POLICY("policy-service", 8081),
    QUEUE("queue-service", 8082),
    NOTIFICATION("notification-service", 8083),
    AUDIT("audit-service", 8084),
    KEYCLOAK("Keycloak", 8180),
    POSTGRES("PostgreSQL", 5440),
    KAFKA("Kafka", 9192),
    SMTP("SMTP", 1025),
    MAILBOX("the mailbox", 8025);

    private final String label;
    private final int defaultPort;

    Endpoint(String label, int defaultPort) {
        this.label = label;
        this.defaultPort = defaultPort;
    }

    /** What people call it. */
    public String label() {
        return label;
    }

    public int defaultPort() {
        return defaultPort;
    }

    /** The environment variable that moves it. */
    public String variable() {
        return "COUNTERSIGN_" + name() + "_PORT";
    }

    /** A short lower-case name, for files and properties. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
