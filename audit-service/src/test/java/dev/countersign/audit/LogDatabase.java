package dev.countersign.audit;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static org.awaitility.Awaitility.await;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** The service's database, for those who look into it from behind or meddle with it. */
@Singleton
public class LogDatabase {

    private final DataSource database;

    LogDatabase(DataSource database) {
        this.database = database;
    }

    public int change(String sql, Object... parameters) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    /** As whoever owns the database can: with the log's own defences off. */
    public void tamper(String table, String sql, Object... parameters) throws SQLException {
        change("ALTER TABLE " + table + " DISABLE TRIGGER USER");
        try {
            change(sql, parameters);
        } finally {
            change("ALTER TABLE " + table + " ENABLE TRIGGER USER");
        }
    }

    public long number(String sql, Object... parameters) {
        return (Long) one(sql, parameters);
    }

    public Object one(String sql, Object... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getObject(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the log has this many events of an evaluation. */
    public void awaitLogged(UUID evaluation, long events) {
        await().atMost(PATIENCE)
                .until(() -> number(
                                "SELECT count(*) FROM log_entry JOIN log_content USING (source, event_id) WHERE evaluation = ?",
                                evaluation)
                        >= events);
    }

    /** Waits until the log has this many events of a process. */
    public void awaitLogged(String process, long events) {
        await().atMost(PATIENCE)
                .until(() -> number(
                                "SELECT count(*) FROM log_entry JOIN log_content USING (source, event_id) WHERE process = ?",
                                process)
                        >= events);
    }

    private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }
}
