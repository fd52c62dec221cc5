package dev.countersign.localstack;

import java.util.Map;

/** The environment that tells a service where everything is. */
final class ServiceEnvironment {

    private ServiceEnvironment() {}

    static Map<String, String> of(Service service, Addresses addresses) {
        String database = service.database();
        Postgres.PostgresAddress postgres = addresses.postgres();
        return Map.ofEntries(
                Map.entry("QUARKUS_HTTP_HOST", Ports.LOOPBACK),
                Map.entry("QUARKUS_HTTP_PORT", Integer.toString(addresses.port(service.endpoint()))),
                Map.entry("QUARKUS_DATASOURCE_USERNAME", database),
                Map.entry("QUARKUS_DATASOURCE_PASSWORD", database),
                Map.entry("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(database)),
                Map.entry("QUARKUS_DATASOURCE_REACTIVE_URL", postgres.reactiveUrl(database)),
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", addresses.kafka()),
                Map.entry("QUARKUS_OIDC_AUTH_SERVER_URL", addresses.issuer()),
                Map.entry("QUARKUS_MAILER_HOST", Ports.LOOPBACK),
                Map.entry("QUARKUS_MAILER_PORT", Integer.toString(addresses.port(Endpoint.SMTP))),
                Map.entry("QUARKUS_MAILER_START_TLS", "DISABLED"),
                Map.entry("QUARKUS_MAILER_MOCK", "false"),
                Map.entry("COUNTERSIGN_CONSOLE_URL", addresses.url(Endpoint.QUEUE)));
    }
}
