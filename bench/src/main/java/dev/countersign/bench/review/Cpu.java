package dev.countersign.bench.review;

import dev.countersign.localstack.Postgres.PostgresAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How much CPU a service and its PostgreSQL have used so far. */
final class Cpu {

    /** Ticks of the clock a second, as Linux has told programs for decades on every machine. */
    private static final long TICKS = 100;

    private final ProcessHandle postmaster;

    private Cpu(ProcessHandle postmaster) {
        this.postmaster = postmaster;
    }

    /**
     * What was used.
     *
     * @param database empty where the system does not say
     */
    record Used(Duration service, Optional<Duration> database) {

        Used minus(Used before) {
            return new Used(service.minus(before.service), database.flatMap(now -> before.database.map(now::minus)));
        }

        Duration total() {
            return database.map(service::plus).orElse(service);
        }
    }

    /** Finds the server by a connection: whoever serves it is its child. */
    static Cpu of(PostgresAddress postgres) throws SQLException {
        try (Connection connection = postgres.superuser("postgres").getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            return new Cpu(ProcessHandle.of(rows.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow(() -> new IllegalStateException("the database server is not on this machine")));
        }
    }

    Used used(long service) {
        Duration own = ProcessHandle.of(service)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
        return new Used(own, database());
    }

    /** Of its processes that live, and through the server itself, of those that have ended. */
    private Optional<Duration> database() {
        long ticks = 0;
        for (ProcessHandle process :
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList()) {
            Optional<Long> some = ticks(process);
            if (some.isEmpty() && process.equals(postmaster)) {
                return Optional.empty();
            }
            ticks += some.orElse(0L);
        }
        return Optional.of(Duration.ofMillis(ticks * 1_000 / TICKS));
    }

    private static Optional<Long> ticks(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            // The name may hold spaces; what follows it does not.
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
            return Optional.of(
                    fields.subList(11, 15).stream().mapToLong(Long::parseLong).sum());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
