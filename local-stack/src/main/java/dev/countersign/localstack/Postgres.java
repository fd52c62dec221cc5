package dev.countersign.localstack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL server on the loopback address, as durable as in production: fsync and synchronous commits are on. Works as
 * root (in a user namespace of its own) and as an ordinary user.
 */
public final class Postgres implements AutoCloseable {

    private static final String ADMIN = "postgres";

    private final EmbeddedPostgres server;
    private final PostgresAddress address;

    private Postgres(EmbeddedPostgres server, PostgresAddress address) {
        this.server = server;
        this.address = address;
    }

    /**
     * Starts the server, over the data of an earlier run where the folder has some.
     *
     * @param data the server's data; made where it is missing
     * @param binaries where the server's programs are unpacked to, and kept
     * @param port 0 for any free one
     */
    public static Postgres start(Path data, Path binaries, int port) {
        PostgresAddress address = new PostgresAddress(Ports.LOOPBACK, Ports.orFree(port));
        PostgresLeftovers.clear(data);
        try {
            Files.createDirectories(data.toAbsolutePath().getParent());
            Files.createDirectories(binaries);
            return new Postgres(builder(data, binaries, address.port()).start(), address);
        } catch (IOException | IllegalStateException e) {
            throw new StackException("PostgreSQL did not start on port " + address.port() + ": " + e.getMessage(), e);
        }
    }

    private static EmbeddedPostgres.Builder builder(Path data, Path binaries, int port) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setOverrideWorkingDirectory(binaries.toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("listen_addresses", Ports.LOOPBACK)
                // The library turns durability off, for speed; what is tried here must survive kill -9.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "200")
                .setServerConfig("shared_buffers", "64MB")
                // A new segment of the log is zeroes that are written and synced first, and holds up every commit: they
                // are used again. As much as in production, so that what is measured here is not the making of them.
                .setServerConfig("min_wal_size", "2GB")
                .setServerConfig("max_wal_size", "4GB");
    }

    public PostgresAddress address() {
        return address;
    }

    public int port() {
        return address.port();
    }

    /** A connection as the superuser to the database of that name. */
    public DataSource superuser(String database) {
        return address.superuser(database);
    }

    /** Makes a database and a role that owns it, both of this name, which is the password too, where they are missing. */
    public void ensureDatabase(String name) {
        address.ensureDatabase(name);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new StackException("PostgreSQL did not stop", e);
        }
    }

    /** Where a PostgreSQL of this stack listens. */
    public record PostgresAddress(String host, int port) {

        public String jdbcUrl(String database) {
            return "jdbc:postgresql://" + host + ":" + port + "/" + database;
        }

        public String reactiveUrl(String database) {
            return "postgresql://" + host + ":" + port + "/" + database;
        }

        public DataSource superuser(String database) {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(jdbcUrl(database));
            source.setUser(ADMIN);
            return source;
        }

        /** Makes a database and a role that owns it, both of this name, which is the password too, where they are missing. */
        public void ensureDatabase(String name) {
            if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
                throw new IllegalArgumentException("\"" + name + "\" is not a plain database name");
            }
            try (Connection connection = superuser(ADMIN).getConnection();
                    Statement statement = connection.createStatement()) {
                if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
                    statement.execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + name + "'");
                }
                if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
                    statement.execute("CREATE DATABASE " + name + " OWNER " + name);
                }
            } catch (SQLException e) {
                throw new StackException("the database " + name + " could not be made", e);
            }
        }

        private static boolean exists(Connection connection, String query, String name) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                statement.setString(1, name);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next();
                }
            }
        }
    }
}
