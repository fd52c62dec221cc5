package dev.countersign.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.smallrye.mutiny.CompositeException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hibernate.HibernateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pure parts. */
class RulesTest {

    @Test
    void theShardOfAKeyNeverChanges() {
        // Replicas of two versions run beside each other, and rows outlive both.
        assertThat(Shards.of("019ab7a0-0000-7000-8000-000000000001")).isEqualTo(15);
        assertThat(Shards.of("sales-emails")).isEqualTo(8);
        assertThat(Shards.of(null)).isZero();
    }

    @Test
    void fairSharesCoverAllShards() {
        IntStream.rangeClosed(0, 40)
                .forEach(replicas -> assertThat(Shards.fairShare(replicas) * Math.max(1, replicas))
                        .isGreaterThanOrEqualTo(Shards.COUNT));
        assertThat(Shards.fairShare(1)).isEqualTo(16);
        assertThat(Shards.fairShare(3)).isEqualTo(6);
        assertThat(Shards.fairShare(16)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "40001", "40P01", "53300", "57P01", "57P03", "58030", "55P03", "25006"})
    void statesOfTheMomentAreTransient(String state) {
        Throwable wrapped = new HibernateException("could not execute", new PgException("x", "ERROR", state, ""));
        assertThat(Faults.isTransient(new HandlingException(0, wrapped))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "23502", "22001", "42P01", "42601"})
    void statesOfTheStatementAreNot(String state) {
        assertThat(Faults.isTransient(new PgException("x", "ERROR", state, ""))).isFalse();
    }

    @Test
    void lostConnectionsAreTransientHoweverTheyAreWrapped() {
        assertThat(Faults.isTransient(new IllegalStateException(ClosedConnectionException.INSTANCE)))
                .isTrue();
        assertThat(Faults.isTransient(new CompositeException(new RuntimeException(), new ConnectException("refused"))))
                .isTrue();
    }

    @Test
    void whatTheHandlerCallsUnprocessableIsFinalWhateverItsCause() {
        assertThat(Faults.isTransient(new UnprocessableEventException("never", new ConnectException())))
                .isFalse();
        assertThat(Faults.isTransient(new NullPointerException())).isFalse();
        assertThat(Faults.isTransient(new IllegalStateException(new JsonParseException("no JSON"))))
                .isFalse();
    }

    @Test
    void pausesDoubleUpToTheLongestAndNeverAgree() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
        Random random = new Random(7);
        for (int failures = 1; failures < 200; failures++) {
            long full = Math.min(100L << Math.min(failures - 1, 20), 5_000);
            assertThat(backoff.pause(failures, random).toMillis()).isBetween(full / 2 - 1, full);
        }
    }

    @Test
    void ringsAddUpAndNoneIsLost() throws Exception {
        Doorbell doorbell = new Doorbell();
        doorbell.ring(0b0001);
        doorbell.ring(0b0100);
        doorbell.ring(0b0001);
        long before = System.nanoTime();
        doorbell.await(Duration.ofSeconds(10));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(doorbell.take()).isEqualTo(0b0101);
        doorbell.ring(0b0001);
        before = System.nanoTime();
        doorbell.await(Duration.ofSeconds(10));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void anEventReadsAsItWasWritten() {
        UUID evaluation = Events.id();
        var envelope = Events.envelope(Events.note(evaluation, "ñ 漢 \uD83D\uDE00"));
        Message message = CloudEvents.message(envelope, java.util.Map.of("traceparent", "00-1-1-01"));
        assertThat(CloudEvents.read(Records.of(message))).isEqualTo(envelope);
        assertThat(message.key()).isEqualTo(evaluation.toString());
        assertThat(message.headers()).containsEntry("traceparent", "00-1-1-01");
    }

    @Test
    void aDeadLetterIsNamedByItsPlaceAndTellsNoContent() {
        Message message = Events.message(Events.id(), "secret");
        var record = Records.of(message);
        Message dead = DeadLetter.of(record, new IllegalStateException("secret"), "audit-service", Events.NOW);
        assertThat(dead.topic()).isEqualTo("countersign.evaluations.dead-letter");
        assertThat(dead.headers().get(DeadLetter.REASON))
                .doesNotContain("secret")
                .contains("IllegalStateException");
        assertThat(DeadLetter.name(record)).isEqualTo(DeadLetter.name(record));
        assertThat(DeadLetter.name(record).source()).isEqualTo("kafka:countersign.evaluations");
    }

    @Test
    void aKeyThatPostgresqlCannotStoreDoesNotStopAPartition() {
        Message odd = new Message("countersign.evaluations", "a\0b", java.util.Map.of(), new byte[0]);
        assertThat(DeadLetter.of(Records.of(odd), new RuntimeException(), "x", Events.NOW)
                        .key())
                .isEqualTo("a\uFFFDb");
    }
}
