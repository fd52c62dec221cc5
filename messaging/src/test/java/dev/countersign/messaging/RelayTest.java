package dev.countersign.messaging;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static dev.countersign.messaging.Events.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.contracts.event.EvaluationEvent.EvaluationWithdrawn;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventEnvelope;
import dev.countersign.contracts.event.Topic;
import dev.countersign.localstack.Broker;
import dev.countersign.localstack.test.StackTestResource;
import dev.countersign.messaging.Transactions.Held;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Relays as replicas have them, each with connections of its own; the application's own relay is off. */
@QuarkusTest
@TestProfile(RelayTest.WithoutRelay.class)
@WithTestResource(
        value = StackTestResource.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = "service", value = "messaging"))
class RelayTest {

    public static final class WithoutRelay implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("countersign.messaging.relay.enabled", "false");
        }
    }

    private static final String TOPIC = Topic.EVALUATIONS.topicName();

    private record Settings(Duration tick, Duration deliveryTimeout, Duration pace) implements MessagingConfig.Relay {
        static final Settings FAST = new Settings(Duration.ofMillis(20), Duration.ofSeconds(3), Duration.ofMillis(5));

        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public int batchSize() {
            return 100;
        }

        @Override
        public Duration maxBackoff() {
            return Duration.ofMillis(300);
        }

        @Override
        public Duration stopTimeout() {
            return Duration.ofSeconds(5);
        }
    }

    /** A replica: a relay and the pool that it alone uses. */
    private final class Replica {
        private final Pool pool = PgBuilder.pool()
                .using(vertx)
                .connectingTo(PgConnectOptions.fromUri(database.replaceFirst("^vertx-reactive:", ""))
                        .setUser(user)
                        .setPassword(password))
                .with(new PoolOptions().setMaxSize(3))
                .build();
        private final RelayState state = new RelayState(new SimpleMeterRegistry(), Clock.systemUTC());
        private final Relay relay;

        Replica(String kafka) {
            this(kafka, new Doorbell(), Settings.FAST);
        }

        Replica(String kafka, Doorbell doorbell, Settings settings) {
            relay = new Relay(
                    pool,
                    () -> OutboxRelay.producer(Map.of("bootstrap.servers", kafka), settings),
                    doorbell,
                    settings,
                    state);
            relay.start();
            replicas.add(this);
        }

        /** As suddenly as it can be in one process: its connections break, and it gets no new ones. */
        void die() {
            pool.close();
        }

        BitSet shards() {
            return state.shards();
        }
    }

    private final List<Replica> replicas = new ArrayList<>();

    @Inject
    Vertx vertx;

    @Inject
    Outbox outbox;

    @Inject
    Doorbell doorbell;

    @Inject
    Pool pool;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @ConfigProperty(name = "quarkus.datasource.reactive.url")
    String database;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @AfterEach
    void stop() {
        for (Replica replica : replicas) {
            replica.relay.stop();
            replica.pool.close();
        }
    }

    @Test
    void aSingleRelayOwnsEveryShard() {
        Replica only = new Replica(kafka);
        await().atMost(PATIENCE).until(() -> only.shards().cardinality() == Shards.COUNT);
    }

    @Test
    void replicasShareTheShardsEvenlyAndSurvivorsInherit() {
        Replica first = new Replica(kafka);
        await().atMost(PATIENCE).until(() -> first.shards().cardinality() == Shards.COUNT);
        Replica second = new Replica(kafka);
        await().atMost(PATIENCE)
                .until(() ->
                        first.shards().cardinality() == 8 && second.shards().cardinality() == 8);
        assertThat(first.shards().intersects(second.shards())).isFalse();
        first.die();
        await().atMost(PATIENCE).until(() -> second.shards().cardinality() == Shards.COUNT);
    }

    @Test
    void aStoppedRelayHandsOverAtOnce() {
        Replica first = new Replica(kafka);
        Replica second = new Replica(kafka);
        await().atMost(PATIENCE)
                .until(() ->
                        first.shards().cardinality() == 8 && second.shards().cardinality() == 8);
        first.relay.stop();
        await().atMost(PATIENCE).until(() -> second.shards().cardinality() == Shards.COUNT);
    }

    @Test
    void aCommitWakesTheReplicaThatOwnsTheShardWhicheverItIs() {
        // Ticks too far apart to be what finds the rows, or what shares the shards.
        Settings sleepy = new Settings(Duration.ofMinutes(5), Duration.ofSeconds(3), Duration.ofMillis(5));
        Replica here = new Replica(kafka, doorbell, sleepy);
        await().atMost(PATIENCE).until(() -> here.shards().cardinality() == Shards.COUNT);
        Replica elsewhere = new Replica(kafka, new Doorbell(), sleepy);
        await().atMost(PATIENCE)
                .until(() ->
                        here.shards().cardinality() == 8 && elsewhere.shards().cardinality() == 8);
        Transactions.run(() -> outbox.addAll(IntStream.range(0, 64)
                .mapToObj(i -> note(Events.id(), "wake " + i))
                .toList()));
        awaitEmptyOutbox();
    }

    @Test
    void whatCommitsSoonAfterABatchWaitsForTheNext() {
        Duration pace = Duration.ofSeconds(1);
        Replica resting =
                new Replica(kafka, doorbell, new Settings(Duration.ofMillis(20), Duration.ofSeconds(3), pace));
        await().atMost(PATIENCE).until(() -> resting.shards().cardinality() == Shards.COUNT);
        UUID key = Events.id();

        Transactions.run(() -> outbox.add(note(key, "first")));
        awaitEmptyOutbox();
        Transactions.run(() -> outbox.add(note(key, "second")));
        awaitEmptyOutbox();

        List<ConsumerRecord<String, byte[]>> sent =
                Kafka.read(kafka, TOPIC, 2, message -> message.key().equals(key.toString()));
        assertThat(sent.getLast().timestamp() - sent.getFirst().timestamp()).isGreaterThan(pace.toMillis() / 3);
    }

    @Test
    void nothingIsLostOrReorderedWhileARelayDiesAndAnotherComes() {
        List<UUID> keys = IntStream.range(0, 40).mapToObj(i -> Events.id()).toList();
        Replica first = new Replica(kafka);
        Replica second = new Replica(kafka);
        for (int i = 0; i < 30; i++) {
            int step = i;
            Transactions.run(() -> outbox.addAll(
                    keys.stream().map(key -> note(key, "n" + step)).toList()));
            if (i == 10) {
                first.die();
            }
            if (i == 20) {
                new Replica(kafka);
            }
        }
        awaitEmptyOutbox();
        List<ConsumerRecord<String, byte[]>> all =
                Kafka.read(kafka, TOPIC, 40 * 30, read -> keys.contains(UUID.fromString(read.key())));
        List<String> expected = IntStream.range(0, 30).mapToObj(i -> "n" + i).toList();
        for (UUID key : keys) {
            assertThat(notes(all, key)).as("first deliveries of %s", key).isEqualTo(expected);
        }
        assertThat(second.shards().cardinality()).isEqualTo(8);
    }

    @Test
    void whileKafkaIsAwayTheOutboxGrowsAndThenDrainsInOrder(@TempDir Path folder) throws Exception {
        int port;
        try (Broker broker = Broker.start(folder, 0)) {
            port = broker.port();
            Replica replica = new Replica(broker.bootstrapServers());
            UUID before = Events.id();
            Transactions.run(() -> outbox.add(note(before, "before")));
            awaitEmptyOutbox();
            assertThat(replica.state.failingTopics()).isEmpty();
        }
        UUID key = Events.id();
        for (int i = 0; i < 20; i++) {
            int step = i;
            Transactions.run(() -> outbox.add(note(key, "n" + step)));
        }
        Replica replica = replicas.getFirst();
        await().atMost(PATIENCE).until(() -> replica.state.failingTopics().contains(TOPIC));
        assertThat(rowsWaiting()).isEqualTo(20);
        await().atMost(PATIENCE).until(() -> replica.state.pending() == 20);
        assertThat(replica.state.age()).isPositive();
        try (Broker back = Broker.start(folder, port)) {
            awaitEmptyOutbox();
            List<ConsumerRecord<String, byte[]>> all = Kafka.read(
                    back.bootstrapServers(), TOPIC, 20, read -> read.key().equals(key.toString()));
            assertThat(notes(all, key))
                    .isEqualTo(IntStream.range(0, 20).mapToObj(i -> "n" + i).toList());
            await().atMost(PATIENCE).until(() -> replica.state.failingTopics().isEmpty());
            replica.relay.stop();
        }
    }

    @Test
    void aTopicThatIsNotThereHoldsUpNoOther() throws Exception {
        Replica replica = new Replica(kafka);
        UUID key = Events.id();
        Message lost = new Message("countersign.not-declared", key.toString(), Map.of("h", "v"), new byte[] {1});
        Transactions.run(() -> outbox.addMessages(List.of(lost), Events.NOW)
                .chain(() -> outbox.add(note(key, "same transaction, other topic"))));
        List<ConsumerRecord<String, byte[]>> read =
                Kafka.read(kafka, TOPIC, 1, message -> message.key().equals(key.toString()));
        assertThat(read).hasSize(1);
        await().atMost(PATIENCE).until(() -> replica.state.failingTopics().contains("countersign.not-declared"));
        assertThat(rowsWaiting()).isEqualTo(1);
        get(pool.query("delete from outbox").execute());
    }

    @Test
    void aRowThatCommitsAfterTheMarkPassedItsTimeIsPublished() throws Exception {
        new Replica(kafka);
        UUID late = Events.id();
        Held held = Transactions.hold(() -> outbox.add(note(late, "late")));
        // Far longer than the relay needs to raise its marks several times, while others commit with higher ids.
        long until = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        while (System.nanoTime() < until) {
            Transactions.run(() -> outbox.add(note(Events.id(), "other")));
        }
        awaitRows(0);
        held.commit();
        assertThat(Kafka.read(kafka, TOPIC, 1, read -> read.key().equals(late.toString())))
                .hasSize(1);
    }

    /** An outbox is nearly always empty, and holds what is dead of the last minute. */
    @Test
    void whatIsDeadIsNeverWalkedThrough() throws Exception {
        SqlConnection session = get(pool.getConnection());
        get(pool.query("analyze outbox").execute());
        get(session.query(RelaySql.SETTINGS).execute());

        for (String statement : List.of(RelaySql.READ, RelaySql.DELETE, RelaySql.RAISE, RelaySql.BACKLOG)) {
            assertThat(plan(session, statement))
                    .anyMatch(line -> line.contains("using outbox_pkey on outbox"))
                    .noneMatch(line -> line.contains("Seq Scan on outbox"));
        }
        assertThat(plan(session, RelaySql.DELETE))
                .anyMatch(line -> line.contains("Index Cond: ((shard = gone.shard) AND (id = gone.id))"))
                .anyMatch(line -> line.contains("Tid Scan on outbox"));

        get(session.query(RelaySql.FAREWELL).execute());
        get(session.close());
    }

    private static List<String> plan(SqlConnection session, String statement) throws Exception {
        List<String> plan = new ArrayList<>();
        get(session.query("explain (generic_plan) " + statement).execute())
                .forEach(line -> plan.add(line.getString(0)));
        return plan;
    }

    @Test
    void whatIsDeadIsSweptOutBeforeTheServerWould() throws Exception {
        long before = vacuums();
        String topic = Topic.NOTIFICATIONS.deadLetterName();
        get(pool.query(
                        "insert into outbox (shard, topic, key, headers, recorded_at) select n %% %d, '%s', n, '{}', now()"
                                        .formatted(Shards.COUNT, topic)
                                + " from generate_series(1, " + 2 * OutboxVacuum.AFTER_ROWS + ") n")
                .execute());
        new Replica(kafka);
        awaitEmptyOutbox();
        await().atMost(PATIENCE).until(() -> vacuums() > before);
    }

    /** Those that somebody asked for; the server's own are counted elsewhere. */
    private long vacuums() throws Exception {
        return get(pool.query("select vacuum_count from pg_stat_user_tables where relname = 'outbox'")
                        .execute())
                .iterator()
                .next()
                .getLong(0);
    }

    @Test
    void anEventOfSomeKilobytesStaysInItsRow() throws Exception {
        get(pool.query("insert into outbox (shard, topic, headers, payload, recorded_at)"
                        + " select 0, 'nobody', '{}', convert_to(repeat('x', 6000), 'UTF8'), now()")
                .execute());
        long beside = get(pool.query("select pg_relation_size(reltoastrelid) from pg_class where relname = 'outbox'")
                        .execute())
                .iterator()
                .next()
                .getLong(0);
        get(pool.query("delete from outbox").execute());
        assertThat(beside).isZero();
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void marksRiseOnlyPastTransactionsThatHaveEnded() throws Exception {
        RelaySession session = RelaySession.connect(pool);
        BitSet all = new BitSet();
        all.set(0, Shards.COUNT);
        LowWaterMark marks = new LowWaterMark();
        UUID key = Events.id();
        Held held = Transactions.hold(() -> outbox.add(note(key, "held")));
        LowWaterMark.Candidate candidate = session.candidate();
        assertThat(session.raise(all, marks, candidate)).isFalse();
        held.commit();
        // Of other databases' transactions, too: the server counts them all together.
        await().atMost(PATIENCE).until(() -> session.raise(all, marks, candidate));
        int shard = Shards.of(key.toString());
        assertThat(marks.of(shard)).as("below the row that waits").isEqualTo(candidate.lastId() - 1);
        assertThat(marks.of((shard + 1) % Shards.COUNT)).isEqualTo(candidate.lastId());
        assertThat(session.read(all, marks, List.of(), 10)).hasSize(1);
        session.leave();
        get(pool.query("delete from outbox").execute());
    }

    private void awaitEmptyOutbox() {
        awaitRows(0);
    }

    private void awaitRows(long count) {
        await().atMost(PATIENCE).until(this::rowsWaiting, waiting -> waiting == count);
    }

    private long rowsWaiting() throws Exception {
        return get(pool.query("select count(*) from outbox").execute())
                .iterator()
                .next()
                .getLong(0);
    }

    /** What a consumer with an inbox would see of one key: each event where it came first. */
    private static List<String> notes(List<ConsumerRecord<String, byte[]>> messages, UUID key) {
        return messages.stream()
                .filter(message -> message.key().equals(key.toString()))
                .map(message -> (EventEnvelope<?>) CloudEvents.read(message))
                .distinct()
                .map(envelope -> (Event) envelope.event())
                .map(event -> ((EvaluationWithdrawn) event).reason())
                .distinct()
                .toList();
    }
}
