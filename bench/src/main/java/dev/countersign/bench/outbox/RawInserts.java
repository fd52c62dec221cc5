package dev.countersign.bench.outbox;

import dev.countersign.bench.Rate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/** The reference for the database: rows of the same size over one connection, so many a commit, and nothing else. */
final class RawInserts {

    private RawInserts() {}

    static Rate run(DataSource database, int count, int bytes, int rowsPerCommit) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table raw_inserts (id bigserial primary key, content text not null)");
            connection.setAutoCommit(false);
            long began = System.nanoTime();
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into raw_inserts (content) values (?)")) {
                for (int i = 1; i <= count; i++) {
                    insert.setString(1, Payload.text(bytes));
                    insert.addBatch();
                    if (i % rowsPerCommit == 0 || i == count) {
                        insert.executeBatch();
                        connection.commit();
                    }
                }
            }
            Rate rate = new Rate(count, Duration.ofNanos(System.nanoTime() - began));
            statement.execute("drop table raw_inserts");
            connection.commit();
            return rate;
        }
    }
}
