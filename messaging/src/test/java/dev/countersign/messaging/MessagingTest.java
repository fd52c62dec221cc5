package dev.countersign.messaging;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static dev.countersign.messaging.Events.message;
import static dev.countersign.messaging.Events.note;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.countersign.contracts.event.Topic;
import dev.countersign.localstack.test.StackTestResource;
import dev.countersign.messaging.Transactions.Held;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = "service", value = "messaging"))
class MessagingTest {

    private static final String TOPIC = Topic.EVALUATIONS.topicName();

    @Inject
    Outbox outbox;

    @Inject
    Pool pool;

    @Inject
    EffectConsumer consumer;

    @Inject
    MeterRegistry meters;

    @Inject
    OpenTelemetry telemetry;

    @Inject
    InboxPruneJob pruning;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void aCommittedEventHasItsEffect() {
        UUID evaluation = Events.id();
        Transactions.run(() -> outbox.add(note(evaluation, "hello")));
        awaitNotes(evaluation, "hello");
        assertThat(consumer.mdc.get("hello")).isEqualTo(evaluation.toString());
    }

    @Test
    void severalEventsOfOneTransactionStayInOrder() {
        UUID evaluation = Events.id();
        String[] notes = IntStream.range(0, 100).mapToObj(i -> "n" + i).toArray(String[]::new);
        Transactions.run(() -> outbox.addAll(java.util.Arrays.stream(notes)
                .map(text -> note(evaluation, text))
                .toList()));
        awaitNotes(evaluation, notes);
    }

    /** Else each query of the last event of a batch would look through what all before it have loaded. */
    @Test
    void whatOneEventHasLoadedIsLetGoBeforeTheNext() {
        UUID evaluation = Events.id();
        String[] notes =
                IntStream.range(0, 20).mapToObj(i -> EffectConsumer.LOOK + i).toArray(String[]::new);
        Transactions.run(() -> outbox.addAll(java.util.Arrays.stream(notes)
                .map(text -> note(evaluation, text))
                .toList()));
        awaitNotes(evaluation, notes);

        assertThat(consumer.held).hasSize(notes.length - 1).containsOnly(false);
    }

    @Test
    void anEventIsACloudEventInBinaryMode() {
        UUID evaluation = Events.id();
        Transactions.run(() -> outbox.add(note(evaluation, "binary")));
        ConsumerRecord<String, byte[]> message = Kafka.read(
                        kafka, TOPIC, 1, read -> read.key().equals(evaluation.toString()))
                .getFirst();
        assertThat(headers(message))
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_source", "/messaging-test")
                .containsEntry("ce_type", "dev.countersign.evaluation-withdrawn.v1")
                .containsEntry("content-type", "application/json")
                .containsKeys("ce_id", "ce_time");
        assertThat(UUID.fromString(headers(message).get("ce_id")).version()).isEqualTo(7);
    }

    @Test
    void aRolledBackTransactionPublishesNothing() throws Exception {
        UUID evaluation = Events.id();
        Held held = Transactions.hold(() -> outbox.add(note(evaluation, "never")));
        held.rollBack();
        Transactions.run(() -> outbox.add(note(evaluation, "after")));
        awaitNotes(evaluation, "after");
    }

    @Test
    void withoutATransactionNothingIsAdded() {
        assertThatThrownBy(
                        () -> outbox.add(note(Events.id(), "nowhere")).await().atMost(PATIENCE))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTransactionThatCommitsLateIsNotPassedOver() throws Exception {
        UUID late = Events.id();
        UUID early = Events.id();
        Held held = Transactions.hold(() -> outbox.add(note(late, "lower id, later commit")));
        Transactions.run(() -> outbox.add(note(early, "higher id, earlier commit")));
        awaitNotes(early, "higher id, earlier commit");
        assertThat(notes(late)).isEmpty();
        held.commit();
        awaitNotes(late, "lower id, later commit");
    }

    @Test
    void randomlyInterleavedTransactionsLoseNothingAndKeepEachKeyInOrder() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<UUID, List<String>> committed = new HashMap<>();
        Map<UUID, Held> open = new HashMap<>();
        Map<UUID, List<String>> pending = new HashMap<>();
        List<UUID> keys = IntStream.range(0, 12).mapToObj(i -> Events.id()).toList();
        for (int step = 0; step < 200; step++) {
            UUID key = keys.get(random.nextInt(keys.size()));
            Held held = open.remove(key);
            if (held == null) {
                List<String> notes = new ArrayList<>();
                for (int i = 0; i <= random.nextInt(3); i++) {
                    notes.add("s" + step + "." + i);
                }
                pending.put(key, notes);
                open.put(
                        key,
                        Transactions.hold(() -> outbox.addAll(
                                notes.stream().map(text -> note(key, text)).toList())));
            } else if (random.nextInt(4) == 0) {
                held.rollBack();
            } else {
                held.commit();
                committed.computeIfAbsent(key, ignored -> new ArrayList<>()).addAll(pending.get(key));
            }
        }
        for (Held held : open.values()) {
            held.rollBack();
        }
        committed.forEach((key, notes) -> await("seed " + seed)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(notes(key)).isEqualTo(notes)));
    }

    @Test
    void aRepeatedMessageHasOneEffect() {
        UUID evaluation = Events.id();
        Message again = message(evaluation, "once");
        double duplicates = counter("countersign.inbox.duplicates");
        Kafka.send(kafka, List.of(again, message(evaluation, "between"), again));
        Kafka.send(kafka, List.of(again, message(evaluation, "last")));
        awaitNotes(evaluation, "once", "between", "last");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(counter("countersign.inbox.duplicates") - duplicates)
                        .isEqualTo(2));
    }

    @Test
    void poisonIsSetAsideWithItsReasonAndThePartitionMovesOn() {
        UUID evaluation = Events.id();
        Message poison = message(evaluation, "poison 1");
        Kafka.send(kafka, List.of(message(evaluation, "before"), poison, message(evaluation, "behind")));
        awaitNotes(evaluation, "before", "behind");
        ConsumerRecord<String, byte[]> dead = deadLetter(evaluation);
        assertThat(dead.value()).isEqualTo(poison.payload());
        assertThat(headers(dead))
                .containsAllEntriesOf(poison.headers())
                .containsEntry(DeadLetter.REASON, "The note says that it is poison.")
                .containsEntry(DeadLetter.ERROR, UnprocessableEventException.class.getName())
                .containsEntry(DeadLetter.TOPIC, TOPIC)
                .containsEntry(DeadLetter.PARTITION, "0")
                .containsEntry(DeadLetter.SERVICE, "messaging-test")
                .containsKeys(DeadLetter.OFFSET, DeadLetter.TIME);
        assertThat(consumer.attempts.get("poison 1").get())
                .as("once in its batch, once alone at most")
                .isLessThanOrEqualTo(2);
    }

    @Test
    void oneBadEventDoesNotHarmTheOthersOfItsBatch() {
        UUID evaluation = Events.id();
        List<Message> messages = new ArrayList<>();
        List<String> good = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String text = i == 7 ? "bug in batch" : i == 31 ? "late-bug in batch" : i == 59 ? "poison last" : "ok " + i;
            messages.add(message(evaluation, text));
            if (text.startsWith("ok")) {
                good.add(text);
            }
        }
        Kafka.send(kafka, messages);
        awaitNotes(evaluation, good.toArray(String[]::new));
        assertThat(consumer.batches).as("several at once").anyMatch(size -> size > 10);
        List<ConsumerRecord<String, byte[]>> dead = Kafka.read(
                kafka, TOPIC + ".dead-letter", 3, read -> evaluation.toString().equals(read.key()));
        assertThat(dead)
                .extracting(read -> headers(read).get(DeadLetter.REASON))
                .anyMatch(reason -> reason.contains("IllegalStateException") && reason.contains("EffectConsumer"))
                .noneMatch(reason -> reason.contains("belongs into no log"));
        assertThat(consumer.attempts.get("bug in batch").get())
                .as("once in the batch, once alone, and three times more")
                .isEqualTo(5);
    }

    @Test
    void whatNobodyCanReadIsSetAside() {
        UUID evaluation = Events.id();
        Message good = message(evaluation, "readable");
        Map<String, String> unknownType = new HashMap<>(good.headers());
        unknownType.put("ce_type", "dev.countersign.never-heard-of.v9");
        Map<String, String> noId = new HashMap<>(good.headers());
        noId.remove("ce_id");
        String key = evaluation.toString();
        Kafka.send(
                kafka,
                List.of(
                        new Message(TOPIC, key, unknownType, good.payload()),
                        new Message(TOPIC, key, good.headers(), "{\"evaluation\":".getBytes(UTF_8)),
                        new Message(TOPIC, key, noId, good.payload()),
                        new Message(TOPIC, key, Map.of(), null),
                        good));
        awaitNotes(evaluation, "readable");
        assertThat(Kafka.read(kafka, TOPIC + ".dead-letter", 4, read -> key.equals(read.key())))
                .extracting(read -> headers(read).get(DeadLetter.REASON))
                .satisfiesExactlyInAnyOrder(
                        reason -> assertThat(reason).contains("unknown event type"),
                        reason -> assertThat(reason).contains("not a dev.countersign.evaluation-withdrawn.v1"),
                        reason -> assertThat(reason).contains("ce_id is missing"),
                        reason -> assertThat(reason).contains("ce_type is missing"));
    }

    @Test
    void aLostConnectionIsRetriedWithoutDoubleEffects() {
        UUID evaluation = Events.id();
        double retries = counter("countersign.inbox.retries");
        Kafka.send(
                kafka,
                List.of(
                        message(evaluation, "one"),
                        message(evaluation, "lose-connection-once"),
                        message(evaluation, "three")));
        awaitNotes(evaluation, "one", "lose-connection-once", "three");
        assertThat(consumer.attempts.get("lose-connection-once").get()).isGreaterThanOrEqualTo(2);
        assertThat(counter("countersign.inbox.retries")).isGreaterThan(retries);
    }

    @Test
    void theTraceTravelsWithTheEvent() {
        UUID evaluation = Events.id();
        Span span = telemetry.getTracer("test").spanBuilder("propose").startSpan();
        Transactions.run(() -> {
            try (Scope ignored = span.makeCurrent()) {
                return outbox.add(note(evaluation, "traced"));
            }
        });
        span.end();
        awaitNotes(evaluation, "traced");
        assertThat(rows("select trace from effects where evaluation = $1", evaluation))
                .extracting(row -> row.getString("trace"))
                .containsExactly(span.getSpanContext().getTraceId());
    }

    @Test
    void handledEventsAreForgottenAfterTheirTimeAndNotBefore() {
        UUID old = Events.id();
        UUID recent = Events.id();
        pool.preparedQuery("""
                        insert into inbox values ('/prune', $1, now() - interval '15 days'), ('/prune', $2, now() - interval '13 days')
                        """).execute(Tuple.of(old, recent)).await().atMost(PATIENCE);
        pruning.prune().await().atMost(PATIENCE);
        assertThat(rows("select event_id from inbox where source = '/prune' and event_id <> $1", Events.id()))
                .extracting(row -> row.getUUID("event_id"))
                .containsExactly(recent);
    }

    @Test
    void aMessageOverTheLimitIsRefusedWhereItIsSaid() {
        String tooMuch = "x".repeat(Message.MAX_PAYLOAD);
        assertThatThrownBy(() -> Transactions.run(() -> outbox.add(note(Events.id(), tooMuch))))
                .hasMessageContaining("over the limit");
    }

    private void awaitNotes(UUID evaluation, String... notes) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                // Whoever reads may be given the connection that was just lost, too.
                .ignoreExceptionsInstanceOf(CompletionException.class)
                .untilAsserted(() -> assertThat(notes(evaluation)).containsExactly(notes));
    }

    private List<String> notes(UUID evaluation) {
        return rows("select note from effects where evaluation = $1 order by seq", evaluation).stream()
                .map(row -> row.getString("note"))
                .toList();
    }

    private List<Row> rows(String sql, UUID parameter) {
        var rows = pool.preparedQuery(sql).execute(Tuple.of(parameter)).await().atMost(PATIENCE);
        return StreamSupport.stream(rows.spliterator(), false).toList();
    }

    private ConsumerRecord<String, byte[]> deadLetter(UUID evaluation) {
        return Kafka.read(
                        kafka,
                        TOPIC + ".dead-letter",
                        1,
                        read -> evaluation.toString().equals(read.key()))
                .getFirst();
    }

    private double counter(String name) {
        return meters.find(name).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static Map<String, String> headers(ConsumerRecord<?, ?> message) {
        Map<String, String> headers = new HashMap<>();
        message.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }
}
