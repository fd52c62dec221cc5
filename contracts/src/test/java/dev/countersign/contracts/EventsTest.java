package dev.countersign.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.event.Attention;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventEnvelope;
import dev.countersign.contracts.event.EventType;
import dev.countersign.contracts.event.ReviewEvent;
import dev.countersign.contracts.event.Run;
import dev.countersign.contracts.event.Topic;
import dev.countersign.contracts.event.UnreadableEventException;
import dev.countersign.contracts.policy.PolicyDocument;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventsTest {

    static List<Event> samples() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isWrittenAsItsRecordedSample(Event event) throws IOException {
        Recorded.hold(sampleOf(EventType.of(event)), Json.mapper().readTree(EventEnvelope.write(event)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isReadFromItsRecordedSample(Event event) throws IOException {
        var sample = Json.mapper().writeValueAsBytes(Samples.read(sampleOf(EventType.of(event)), ObjectNode.class));
        assertThat(EventEnvelope.read(EventType.of(event).name(), sample)).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void ignoresFieldsItDoesNotKnow(Event event) throws IOException {
        ObjectNode sample = Samples.read(sampleOf(EventType.of(event)), ObjectNode.class);
        sample.put("addedLater", true);
        assertThat(EventEnvelope.read(EventType.of(event).name(), Json.mapper().writeValueAsBytes(sample)))
                .isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isRefusedWithoutItsProcess(Event event) throws IOException {
        ObjectNode sample = Samples.read(sampleOf(EventType.of(event)), ObjectNode.class);
        sample.remove("process");
        byte[] value = Json.mapper().writeValueAsBytes(sample);
        assertThatThrownBy(() -> EventEnvelope.read(EventType.of(event).name(), value))
                .isInstanceOf(UnreadableEventException.class);
    }

    @Test
    void everyEventThereIsHasATypeAndASample() {
        List<Class<?>> shapes = shapes(Event.class).toList();
        assertThat(EventType.ALL.stream().<Class<?>>map(EventType::shape).toList())
                .containsExactlyInAnyOrderElementsOf(shapes);
        assertThat(samples().stream().<Class<?>>map(Object::getClass).toList())
                .containsExactlyInAnyOrderElementsOf(shapes);
    }

    @Test
    void everyEventHasATopic() {
        assertThat(samples()).extracting(Topic::of).containsOnly(Topic.values());
    }

    @Test
    void anUnknownTypeIsUnreadable() {
        assertThatThrownBy(() -> EventEnvelope.read("dev.countersign.review-sold.v1", new byte[0]))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining("review-sold");
    }

    @Test
    void whatIsUnreadableIsNotRepeated() {
        assertThatThrownBy(() ->
                        EventEnvelope.read("dev.countersign.review-claimed.v1", "{\"review\":\"a secret\"}".getBytes()))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void onlyAChangedApprovalCarriesAPayload() {
        var decided = samples().stream()
                .filter(ReviewEvent.ReviewDecided.class::isInstance)
                .map(ReviewEvent.ReviewDecided.class::cast)
                .findAny()
                .orElseThrow();
        assertThatThrownBy(() -> new ReviewEvent.ReviewDecided(
                        decided.review(),
                        decided.evaluation(),
                        decided.process(),
                        decided.kind(),
                        Decision.APPROVED,
                        true,
                        decided.by(),
                        null,
                        decided.payload(),
                        decided.openedAt(),
                        null,
                        List.of(),
                        decided.at()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWasAddedLaterIsReadWhereItIsThereAndMissedWhereItIsNot() throws IOException {
        ObjectNode decided = Samples.read("samples/dev.countersign.review-decided.v1.json", ObjectNode.class);
        decided.putArray("attention")
                .addObject()
                .put("by", "person:maria")
                .put("shownAt", "2026-05-18T09:12:10Z")
                .put("open", "PT42S")
                .put("scrolledToEnd", true)
                .put("sourcesOpened", 1)
                .put("sources", 2);
        var event = (ReviewEvent.ReviewDecided) EventEnvelope.read(
                "dev.countersign.review-decided.v1", Json.mapper().writeValueAsBytes(decided));
        assertThat(event.attention())
                .containsExactly(new Attention(
                        Principal.person("maria"),
                        Instant.parse("2026-05-18T09:12:10Z"),
                        Duration.ofSeconds(42),
                        true,
                        1,
                        2));
        assertThat((JsonNode) Json.mapper().valueToTree(event)).isEqualTo(decided);
        assertThat(Json.mapper()
                        .readValue("{\"onBehalfOf\":\"person:ana\"}", Run.class)
                        .onBehalfOf())
                .isEqualTo(Principal.person("ana"));
        assertThatThrownBy(() -> Json.mapper().readValue("{\"onBehalfOf\":\"team:sales\"}", Run.class))
                .hasMessageContaining("person:<id>");
    }

    @Test
    void aPolicyIsWrittenAsItWasRead() throws IOException {
        Recorded.hold("samples/policy.json", Json.mapper().valueToTree(Samples.POLICY));
        assertThat(Json.mapper().treeToValue(Json.mapper().valueToTree(Samples.POLICY), PolicyDocument.class))
                .isEqualTo(Samples.POLICY);
    }

    private static String sampleOf(EventType type) {
        return "samples/" + type.name() + ".json";
    }

    private static Stream<Class<?>> shapes(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Arrays.stream(type.getPermittedSubclasses()).flatMap(EventsTest::shapes);
    }
}
