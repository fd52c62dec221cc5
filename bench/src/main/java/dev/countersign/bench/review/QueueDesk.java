package dev.countersign.bench.review;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.countersign.bench.Wire;
import dev.countersign.contracts.event.Topic;
import dev.countersign.localstack.Endpoint;
import dev.countersign.localstack.Service;
import dev.countersign.localstack.Stack;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** queue-service: a review is opened by an event, and what is decided leaves as one. */
final class QueueDesk implements Desk {

    private static final String DATABASE = "queue";
    private static final String ETAG = "etag:";
    private static final String APPROVE = "{\"verdict\":\"approve\"}";
    /** As the console asks, and as the engines' endpoints answer: what was done, and not all of the review again. */
    private static final String LITTLE = "return=minimal";

    private static final int LOOKS = 3_000;
    private static final long BETWEEN_LOOKS = 200;

    private final Stack stack;

    QueueDesk(Stack stack) {
        this.stack = stack;
    }

    @Override
    public String name() {
        return "queue-service";
    }

    @Override
    public int port() {
        return stack.addresses().port(Endpoint.QUEUE);
    }

    @Override
    public long pid() {
        return stack.services().pid(Service.QUEUE);
    }

    /** The team, and who is above it. */
    void loadDirectory(List<Reviewer> reviewers) throws IOException {
        String people = reviewers.stream()
                .map(reviewer -> "  - { id: " + reviewer.name() + ", name: " + reviewer.name() + ", manager: grace }\n")
                .collect(Collectors.joining());
        String members = reviewers.stream().map(Reviewer::name).collect(Collectors.joining(", "));
        String yaml = "people:\n  - { id: grace, name: Grace Okafor }\n" + people + "teams:\n  - { id: " + Reviewer.TEAM
                + ", name: Bookings, lead: grace, members: [" + members
                + "] }\n  - { id: ops-leads, name: Operations leads, lead: grace, members: [grace] }\n";
        try (Wire wire = wire()) {
            wire.exchange(
                    Wire.request(
                            "PUT",
                            "/v1/directory",
                            Reviewer.token("admin", "admin"),
                            yaml,
                            "application/yaml",
                            Map.of()),
                    200);
        }
    }

    @Override
    public List<String> open(int count) throws Exception {
        List<String> evaluations = new ArrayList<>();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", stack.addresses().kafka(), "acks", "all", "linger.ms", 5);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                UUID evaluation = UuidCreator.getTimeOrderedEpoch();
                evaluations.add(evaluation.toString());
                producer.send(message(evaluation));
            }
        }
        return reviews(evaluations);
    }

    private static ProducerRecord<String, byte[]> message(UUID evaluation) {
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(
                Topic.EVALUATIONS.topicName(),
                evaluation.toString(),
                Matter.recorded(evaluation).toString().getBytes(UTF_8));
        Map.of(
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_source",
                        "/policy-service",
                        "ce_type",
                        Matter.TYPE,
                        "ce_specversion",
                        "1.0",
                        "ce_time",
                        Clock.systemUTC().instant().toString(),
                        "ce_subject",
                        evaluation.toString(),
                        "content-type",
                        "application/json")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        return message;
    }

    /** The reviews of these evaluations, once all are open. */
    private List<String> reviews(List<String> evaluations) throws Exception {
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            String wanted = evaluations.stream().collect(Collectors.joining("','", "'", "'"));
            for (int look = 0; look < LOOKS; look++) {
                List<String> found = new ArrayList<>();
                try (ResultSet rows =
                        statement.executeQuery("select id from review where evaluation in (" + wanted + ")")) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
                if (found.size() == evaluations.size()) {
                    return found;
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
        }
        throw new IOException("not all reviews were opened");
    }

    @Override
    public void work(Wire wire, Reviewer reviewer, String id) throws IOException {
        list(wire, reviewer, "");
        String path = "/v1/reviews/" + id;
        String claimed = wire.exchange(step(reviewer, path + "/claim", "", Map.of()), 204);
        wire.exchange(step(reviewer, path + "/decision", APPROVE, Map.of("If-Match", tag(claimed))), 204);
    }

    private static byte[] step(Reviewer reviewer, String path, String body, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Prefer", LITTLE);
        return Wire.request("POST", path, reviewer.token(), body, "application/json", headers);
    }

    /** A page of the reviewer's open reviews, most urgent first. */
    String list(Wire wire, Reviewer reviewer, String more) throws IOException {
        return wire.exchange(Wire.request("GET", "/v1/reviews?state=open" + more, reviewer.token(), ""), 200);
    }

    private static String tag(String answer) {
        int at = answer.toLowerCase(Locale.ROOT).indexOf(ETAG) + ETAG.length();
        return answer.substring(at, answer.indexOf('\r', at)).strip();
    }

    @Override
    public long kept() throws SQLException {
        return one("select count(*) from review r where phase = 'APPROVED' and 3 <="
                + " (select count(*) from review_history h where h.review = r.id)");
    }

    Wire wire() throws IOException {
        return new Wire("127.0.0.1", port());
    }

    Connection database() throws SQLException {
        return DriverManager.getConnection(stack.addresses().postgres().jdbcUrl(DATABASE), DATABASE, DATABASE);
    }

    private long one(String query) throws SQLException {
        try (Connection connection = database();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
