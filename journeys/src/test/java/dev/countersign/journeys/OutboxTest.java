package dev.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.localstack.Service;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The outboxes of services that run, which their own migrations have made. */
@Journey
class OutboxTest {

    private final House house;

    OutboxTest(House house) {
        this.house = house;
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void anEventOfSomeKilobytesStaysInItsRow(Service service) throws Exception {
        String database = service.name().toLowerCase(Locale.ROOT);
        try (Connection connection =
                        house.addresses().postgres().superuser(database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet options =
                        statement.executeQuery("select reloptions::text from pg_class where relname = 'outbox'")) {
            options.next();

            assertThat(options.getString(1)).contains("toast_tuple_target=8160");
        }
    }
}
