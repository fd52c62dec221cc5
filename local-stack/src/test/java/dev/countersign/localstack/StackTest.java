package dev.countersign.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Each test has a stack of its own, and mostly waits for it: all run at the same time. */
@Execution(ExecutionMode.CONCURRENT)
class StackTest {

    private static final Set<Endpoint> PARTS = EnumSet.of(Endpoint.POSTGRES, Endpoint.KAFKA);

    @TempDir
    private Path folder;

    @Test
    void aKilledRunIsCleanedUpAndItsDataIsThere() throws Exception {
        Addresses addresses = Addresses.free();
        Process killed = held(addresses);
        sql(addresses, "CREATE TABLE kept (id int)");
        long postmaster = postmaster();

        killed.destroyForcibly().waitFor();

        assertThat(ProcessHandle.of(postmaster))
                .as("PostgreSQL outlives its killed starter")
                .isPresent();
        try (Stack stack = start(addresses, false)) {
            assertThat(ProcessHandle.of(postmaster).filter(ProcessHandle::isAlive))
                    .isEmpty();
            assertThat(sql(addresses, "INSERT INTO kept VALUES (1) RETURNING id"))
                    .isEqualTo("1");
            try (Admin admin =
                    Admin.create(Map.of("bootstrap.servers", stack.addresses().kafka()))) {
                assertThat(admin.listTopics().names().get()).containsAll(Topics.names());
            }
        }
    }

    @Test
    void dataSurvivesARestartAndAFreshStartForgetsIt() throws SQLException {
        Addresses addresses = Addresses.free();
        try (Stack stack = start(addresses, false)) {
            sql(stack.addresses(), "CREATE TABLE kept (id int)");
        }
        try (Stack stack = start(addresses, false)) {
            assertThat(sql(stack.addresses(), "SELECT count(*) FROM kept")).isEqualTo("0");
        }
        try (Stack stack = start(addresses, true)) {
            assertThat(sql(stack.addresses(), "SELECT to_regclass('kept')::text"))
                    .isNull();
        }
    }

    @Test
    void twoStacksDoNotShareAFolder() throws Exception {
        Process other = held(Addresses.free());
        try {
            assertThatThrownBy(() -> start(Addresses.free(), false))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("already")
                    .hasMessageContaining("pid " + other.pid());
        } finally {
            other.destroyForcibly().waitFor();
            Stack.endLeftovers(new StackHome(folder));
        }
    }

    @Test
    void aStackThatDoesNotRunIsNotJoined() {
        Path nowhere = folder.resolve("nowhere");

        assertThatThrownBy(() -> Stack.builder(folder)
                        .addresses(Addresses.free())
                        .parts(PARTS)
                        .joins(nowhere)
                        .start())
                .isInstanceOf(StackException.class)
                .hasMessage("No stack runs from " + nowhere + " that could be joined.");
    }

    private Stack start(Addresses addresses, boolean fresh) {
        return Stack.builder(folder)
                .addresses(addresses)
                .parts(PARTS)
                .fresh(fresh)
                .start();
    }

    private Process held(Addresses addresses) throws IOException {
        Path file = folder.resolve("wanted.properties");
        addresses.write(file);
        Process process = new ProcessBuilder(
                        JavaProcess.executable().toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeldStack.class.getName(),
                        folder.toString(),
                        file.toString())
                .redirectError(folder.resolve("held.log").toFile())
                .start();
        BufferedReader said = process.inputReader();
        String line = said.readLine();
        while (line != null && !line.startsWith(HeldStack.UP)) {
            line = said.readLine();
        }
        assertThat(line)
                .as(() -> "the other stack starts; it said: " + said(folder.resolve("held.log")))
                .isNotNull();
        return process;
    }

    private static String said(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "nothing that can be read";
        }
    }

    private long postmaster() throws IOException {
        Path file = folder.resolve("postgres").resolve("postmaster.pid");
        return Long.parseLong(Files.readAllLines(file).getFirst().strip());
    }

    private static String sql(Addresses addresses, String sql) throws SQLException {
        String url = addresses.postgres().jdbcUrl("policy");
        try (Connection connection = DriverManager.getConnection(url, "policy", "policy");
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
