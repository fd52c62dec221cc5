package dev.countersign.localstack.test;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.contracts.event.EvaluationEvent.EvaluationWithdrawn;
import dev.countersign.contracts.event.Topic;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackTestResourceTest {

    @Test
    void eachStartGivesAnEmptyDatabaseThatIsDurable() throws SQLException {
        Map<String, String> first = start("policy");
        execute(first, "CREATE TABLE left_by_an_earlier_test (id int)");

        Map<String, String> second = start("policy");

        assertThat(one(second, "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"))
                .isEqualTo("0");
        assertThat(one(second, "SHOW fsync")).isEqualTo("on");
        assertThat(one(second, "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(one(second, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(one(second, "SELECT usesuper FROM pg_user WHERE usename = current_user"))
                .isEqualTo("f");
    }

    @Test
    void whatIsProducedIsFoundUntilTheNextStart() {
        start("queue");
        EvaluationWithdrawn event =
                new EvaluationWithdrawn(UUID.randomUUID(), "airline-changes", "no longer needed", Instant.EPOCH);

        TestTopics.produce("/policy-service", event);

        assertThat(TestTopics.await(
                        Topic.EVALUATIONS,
                        EvaluationWithdrawn.class,
                        found -> found.evaluation().equals(event.evaluation()),
                        PATIENCE))
                .isEqualTo(event);
        assertThat(TestTopics.all(Topic.EVALUATIONS.topicName()))
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.key()).isEqualTo(event.key());
                    assertThat(message.header("ce_source")).isEqualTo("/policy-service");
                    assertThat(message.header("content-type")).isEqualTo("application/json");
                });

        start("queue");
        assertThat(TestTopics.all(Topic.EVALUATIONS.topicName())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void theBrokerUnderstandsEveryCompression(String codec) throws Exception {
        Map<String, String> config = start("audit");
        Map<String, Object> settings =
                Map.of("bootstrap.servers", config.get("kafka.bootstrap.servers"), "compression.type", codec);
        String topic = Topic.OVERSIGHT.topicName();

        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            topic, "key", "text ".repeat(1000).getBytes(StandardCharsets.UTF_8)))
                    .get(90, TimeUnit.SECONDS);
        }

        assertThat(TestTopics.all(topic))
                .singleElement()
                .satisfies(message -> assertThat(message.text()).startsWith("text text"));
    }

    @Test
    void waitingForWhatNeverComesFails() {
        start("queue");

        assertThatThrownBy(
                        () -> TestTopics.await(Topic.REVIEWS.deadLetterName(), message -> true, Duration.ofMillis(200)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("countersign.reviews.dead-letter");
    }

    private static Map<String, String> start(String service) {
        StackTestResource resource = new StackTestResource();
        resource.init(Map.of("service", service));
        return resource.start();
    }

    private static void execute(Map<String, String> config, String sql) throws SQLException {
        try (Connection connection = connect(config);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(Map<String, String> config, String query) throws SQLException {
        try (Connection connection = connect(config);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(Map<String, String> config) throws SQLException {
        return DriverManager.getConnection(
                config.get("quarkus.datasource.jdbc.url"),
                config.get("quarkus.datasource.username"),
                config.get("quarkus.datasource.password"));
    }
}
