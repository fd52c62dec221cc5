package dev.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.contracts.event.Topic;
import dev.countersign.journeys.QueueRoom.Verdict;
import dev.countersign.journeys.TopicReader.Message;
import dev.countersign.localstack.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The trace that an agent begins goes on through Kafka into every room. */
@Journey
class TraceTest {

    private static final String AGENT = "demo-agent";
    private static final String PROCESS = "trace-journey";
    private static final String TRACE = "5cf92f3577b34da6a3ce929d0e0e4736";

    private final House house;

    TraceTest(House house) {
        this.house = house;
    }

    @Test
    void theAgentsTraceGoesOnInQueueAndNotification() {
        UUID evaluation = propose(TRACE);
        house.policy().inReview(AGENT, evaluation);

        Eventually.holds("every room has spoken", () -> {
            assertThat(traceOf(Topic.EVALUATIONS, "evaluation-recorded", evaluation))
                    .isEqualTo(TRACE);
            assertThat(traceOf(Topic.REVIEWS, "review-opened", evaluation)).isEqualTo(TRACE);
            assertThat(traceOf(Topic.ESCALATIONS, "clock-started", evaluation)).isEqualTo(TRACE);
        });
    }

    @Test
    void everyRoomTellsTheCollectorItsPartInATraceThatTheAgentWantsToSee() {
        String unseen = "8cf92f3577b34da6a3ce929d0e0e4739";
        propose(unseen, "00");
        String seen = "7cf92f3577b34da6a3ce929d0e0e4738";
        UUID evaluation = propose(seen, "01");
        house.policy().inReview(AGENT, evaluation);

        Eventually.holds(
                "the trace is whole",
                () -> assertThat(house.collector().servicesIn(seen))
                        .containsExactlyInAnyOrderElementsOf(
                                Stream.of(Service.values()).map(Service::module).toList()));
        assertThat(house.collector().traces()).doesNotContain(unseen);
    }

    @Test
    void everyRoomLogsTheEvaluationThatItHandles() {
        UUID evaluation = propose("6cf92f3577b34da6a3ce929d0e0e4737");
        UUID review = house.policy().inReview(AGENT, evaluation).reviewId();
        house.queue().decide("maria", review, Verdict.approve()).expect(200);
        house.policy().decided(AGENT, evaluation);

        for (Service service : Service.values()) {
            Eventually.holds(
                    service.module() + " has logged " + evaluation,
                    () -> assertThat(logged(service, evaluation)).isTrue());
        }
    }

    private UUID propose(String trace) {
        return propose(trace, "01");
    }

    private UUID propose(String trace, String flags) {
        house.policy().publish(PROCESS, Policies.reviewed(PROCESS, "'person:maria'", Policies.ALL_DAY));
        Answer answer = house.policy()
                .tryPropose(
                        AGENT,
                        Policies.note(PROCESS, "diary/" + trace, "Where did it go?"),
                        trace,
                        "traceparent",
                        "00-" + trace + "-00f067aa0ba902b7-" + flags);
        return answer.expect(201).as(Evaluation.class).id();
    }

    private String traceOf(Topic topic, String type, UUID evaluation) {
        return house.topics().all(topic.topicName()).stream()
                .filter(message -> message.key().equals(evaluation.toString()))
                .filter(message -> message.type().equals("dev.countersign." + type + ".v1"))
                .map(TraceTest::trace)
                .findFirst()
                .orElse("nothing said");
    }

    private static String trace(Message message) {
        String[] parent = message.header("traceparent").split("-", -1);
        return parent.length == 4 ? parent[1] : "no trace";
    }

    /** As a field of a JSON log line, not just somewhere in a text. */
    private boolean logged(Service service, UUID evaluation) throws IOException {
        try (Stream<String> lines = Files.lines(house.log(service))) {
            return lines.filter(line -> line.startsWith("{"))
                    .map(Payloads::json)
                    .anyMatch(
                            line -> line.path("mdc").path("evaluation").asText().equals(evaluation.toString()));
        }
    }
}
