package dev.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.localstack.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service that lacks what it stands on waits or ends, says why, and never serves by halves. */
@Journey
class StartingTest {

    private static final String NOWHERE = "127.0.0.1:1";
    private static final String WRONG = "wrong-password-4711";

    private final House house;

    StartingTest(House house) {
        this.house = house;
    }

    private Map<String, String> environment(String user, String password, String database) {
        var postgres = house.addresses().postgres();
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_DATASOURCE_USERNAME", user);
        environment.put("QUARKUS_DATASOURCE_PASSWORD", password);
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(database));
        environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", postgres.reactiveUrl(database));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", NOWHERE);
        environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", "http://" + NOWHERE + "/realms/countersign");
        environment.put("COUNTERSIGN_RELEASE_KEY_ENCRYPTION_KEY", "bG9jYWwtZGV2ZWxvcG1lbnQtb25seS1rZXktMzJieSE=");
        // It shares a database with one of the house, whose events it could not publish.
        environment.put("COUNTERSIGN_MESSAGING_RELAY_ENABLED", "false");
        return environment;
    }

    private void asAdministrator(String... statements) throws Exception {
        String url = house.addresses().postgres().jdbcUrl("postgres");
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void withoutKafkaAndTheIssuerNoneIsReadyAndEachNamesBoth() {
        Map<Service, Alone> all = new EnumMap<>(Service.class);
        try {
            for (Service service : Service.values()) {
                String database = service.database();
                all.put(service, Alone.start(service, environment(database, database, database)));
            }
            all.forEach((service, alone) -> {
                JsonNode readiness = alone.awaitReadiness(503);

                assertThat(readiness.path("checks").toString())
                        .as(service.module())
                        .contains("it does not answer at " + NOWHERE)
                        .contains("nothing is to be had from http://" + NOWHERE + "/realms/countersign");
                assertThat(alone.log())
                        .as(service.module())
                        .contains("Not ready, since Kafka is not there")
                        .contains("Not ready, since OIDC issuer is not there");
            });
        } finally {
            all.values().forEach(Alone::close);
        }
    }

    @Test
    void aWrongPasswordIsNamedAndNeverPrinted() throws Exception {
        asAdministrator("drop role if exists stranger", "create role stranger login password 'the-right-one'");
        letInWithPasswordOnly("stranger");
        try (Alone alone = Alone.start(Service.POLICY, environment("stranger", WRONG, "policy"))) {
            assertThat(alone.awaitEnd()).isNotZero();

            assertThat(alone.log())
                    .contains("password authentication failed for user", "stranger")
                    .doesNotContain(WRONG);
        }
    }

    /** The server of the house trusts everybody else on this machine. */
    private void letInWithPasswordOnly(String user) throws Exception {
        String url = house.addresses().postgres().jdbcUrl("postgres");
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement();
                ResultSet file = statement.executeQuery("show hba_file")) {
            file.next();
            Path path = Path.of(file.getString(1));
            Files.writeString(path, "host all " + user + " 127.0.0.1/32 scram-sha-256\n" + Files.readString(path));
        }
        asAdministrator("select pg_reload_conf()");
    }

    @Test
    void withoutTheDatabaseItEndsAndSaysWhy() throws Exception {
        Map<String, String> environment = environment("policy", "policy", "policy");
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://" + NOWHERE + "/policy");
        try (Alone alone = Alone.start(Service.POLICY, environment)) {
            assertThat(alone.awaitEnd()).isNotZero();

            assertThat(alone.log()).contains("Connection to " + NOWHERE + " refused");
        }
    }

    @Test
    void migrationsRunAloneAndMayRunAgainAndWithoutThemNothingStarts() throws Exception {
        asAdministrator("drop database if exists bare", "create database bare owner policy");
        Map<String, String> serving = environment("policy", "policy", "bare");
        serving.put("QUARKUS_FLYWAY_MIGRATE_AT_START", "false");
        serving.put("QUARKUS_FLYWAY_VALIDATE_AT_START", "true");
        try (Alone alone = Alone.start(Service.POLICY, serving)) {
            assertThat(alone.awaitEnd()).isNotZero();
            assertThat(alone.log()).contains("not applied to database");
        }

        // As the chart's job has it.
        Map<String, String> migrating = environment("policy", "policy", "bare");
        migrating.put("QUARKUS_INIT_AND_EXIT", "true");
        migrating.put("QUARKUS_FLYWAY_MIGRATE_AT_START", "true");
        migrating.put("QUARKUS_OIDC_TENANT_ENABLED", "false");
        for (int run = 1; run <= 2; run++) {
            try (Alone alone = Alone.start(Service.POLICY, migrating)) {
                assertThat(alone.awaitEnd()).as(alone.log()).isZero();
                assertThat(alone.log()).doesNotContain("Listening on");
            }
        }

        try (Alone alone = Alone.start(Service.POLICY, serving)) {
            assertThat(alone.awaitReadiness(503).path("checks").toString()).contains(NOWHERE);
        }
    }
}
