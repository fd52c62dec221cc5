package dev.countersign.audit.log;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.countersign.audit.AuditTest;
import dev.countersign.audit.LogDatabase;
import dev.countersign.audit.Said;
import dev.countersign.audit.Told;
import dev.countersign.audit.checkpoint.Checkpoint;
import dev.countersign.audit.checkpoint.SignedNote;
import dev.countersign.audit.checkpoint.VerifierKey;
import dev.countersign.audit.fsck.Fsck;
import dev.countersign.audit.fsck.HttpLogSource;
import dev.countersign.audit.merkle.Hash;
import dev.countersign.audit.merkle.Merkle;
import dev.countersign.audit.merkle.Proofs;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.localstack.test.Tokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.path.json.JsonPath;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The log as anybody sees it from outside. */
@AuditTest
class LogTest {

    private static final Instant AT = Instant.parse("2026-11-02T09:00:00Z");

    @Inject
    LogDatabase database;

    @Inject
    LogService log;

    @Inject
    Pool pool;

    @TestHTTPResource
    URI address;

    @Test
    void whatItServesIsWhatItSigned() throws SQLException {
        SignedNote earlier = grow(1);
        grow(600);
        Fsck.Report report = check(Optional.of(earlier));
        assertThat(report.problems()).isEmpty();
        assertThat(report.size()).isGreaterThanOrEqualTo(601);
    }

    @Test
    void anEntryThatTheDatabasesOwnerAlteredIsFound() throws SQLException {
        grow(3);
        byte[] original = (byte[]) database.one("SELECT entry FROM log_entry WHERE leaf_index = 0");
        byte[] altered = new String(original, StandardCharsets.UTF_8)
                .replace("policy", "P0licy")
                .replace("samples", "S4mples")
                .getBytes(StandardCharsets.UTF_8);
        alterFirstEntry(altered);
        try {
            assertThat(check(Optional.empty()).problems())
                    .anyMatch(problem -> problem.endsWith("has another hash at 0 than its entries"))
                    .anyMatch(problem -> problem.startsWith("the entries have the root"));
        } finally {
            alterFirstEntry(original);
        }
        assertThat(check(Optional.empty()).sound()).isTrue();
    }

    @Test
    void anEntryAlteredTogetherWithItsHashIsFoundByTheRoot() throws SQLException {
        grow(3);
        byte[] entry = (byte[]) database.one("SELECT entry FROM log_entry WHERE leaf_index = 1");
        byte[] hash = (byte[]) database.one("SELECT leaf_hash FROM log_entry WHERE leaf_index = 1");
        byte[] forged = "{}".getBytes(StandardCharsets.UTF_8);
        String sql = "UPDATE log_entry SET entry = ?, leaf_hash = ? WHERE leaf_index = 1";
        database.tamper("log_entry", sql, forged, Merkle.leaf(forged).bytes());
        try {
            assertThat(check(Optional.empty()).problems())
                    .anyMatch(problem -> problem.startsWith("the entries have the root"));
        } finally {
            database.tamper("log_entry", sql, entry, hash);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "log_entry, UPDATE log_entry SET source = 'other'",
        "log_entry, DELETE FROM log_entry",
        "log_entry, TRUNCATE log_entry",
        "log_subtree, DELETE FROM log_subtree",
        "log_checkpoint, UPDATE log_checkpoint SET note = ''",
        "log_checkpoint, DELETE FROM log_checkpoint WHERE size > 0",
        "log_key, DELETE FROM log_key",
    })
    void theDatabaseRefusesToRewriteHistory(String table, String statement) throws SQLException {
        grow(1);
        assertThatThrownBy(() -> database.change(statement))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(table + " only grows");
    }

    @Test
    void severalAtOnceMakeOneOrder() throws SQLException {
        long before = size();
        for (int i = 0; i < 20; i++) {
            submit(50);
            Uni.join()
                    .all(log.drain(), log.drain(), log.drain())
                    .andFailFast()
                    .await()
                    .indefinitely();
        }
        // The job of the service may be at the last of them, and then nobody else is.
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(size()).isEqualTo(before + 1000));
        assertThat(check(Optional.empty()).problems()).isEmpty();
    }

    @Test
    void proofsAreServedToThoseWhoWouldRatherNotComputeThem() throws SQLException {
        Checkpoint earlier = Checkpoint.parse(grow(5).text());
        grow(40);
        JsonPath inclusion = proof("inclusion?leaf=3");
        Checkpoint now = Checkpoint.parse(
                SignedNote.parse(inclusion.getString("checkpoint")).text());
        Hash leaf = Merkle.leaf((byte[]) database.one("SELECT entry FROM log_entry WHERE leaf_index = 3"));
        assertThat(Proofs.includes(3, leaf, now.size(), now.root(), hashes(inclusion)))
                .isTrue();

        JsonPath consistency = proof("consistency?from=" + earlier.size());
        Checkpoint then = Checkpoint.parse(
                SignedNote.parse(consistency.getString("checkpoint")).text());
        assertThat(Proofs.extend(earlier.size(), earlier.root(), then.size(), then.root(), hashes(consistency)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"inclusion", "inclusion?leaf=-1", "inclusion?leaf=99999999", "consistency?from=0", "consistency"
            })
    void aProofOfWhatIsNotThereIsRefused(String what) {
        given().auth()
                .oauth2(Tokens.person("olga", "auditor"))
                .get("/v1/log/proofs/" + what)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:countersign:problem:invalid-value"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tile/0/000.p/0",
                "/tile/0/x999/x999/999",
                "/tile/7/000",
                "/tile/0/0",
                "/tile/entries/x999/999",
                "/tile/entries/1"
            })
    void aTileThatIsNotThereIsNotFound(String path) {
        given().get(path).then().statusCode(404).body("type", equalTo("urn:countersign:problem:tile-not-found"));
    }

    @Test
    void checkpointsAreFreshAndTilesAreForGood() throws SQLException {
        grow(1);
        given().get("/checkpoint")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-cache")
                .contentType("text/plain");
        given().get("/tile/0/000.p/1")
                .then()
                .statusCode(200)
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .contentType("application/octet-stream");
    }

    @Test
    void theKeyIsShownAndItsPrivateHalfIsNot() throws Exception {
        grow(1);
        String shown = given().get("/log/key").then().statusCode(200).extract().asString();
        byte[] secret = (byte[]) database.one("SELECT private_key FROM log_key");
        assertThat(VerifierKey.parse(shown).name()).isEqualTo("countersign.local/audit");
        assertThat(shown).doesNotContain(Base64.getEncoder().encodeToString(secret));
    }

    @Test
    void anEventOnKafkaIsInTheLogWithinSeconds() {
        UUID evaluation = UUID.randomUUID();
        Said.by("/policy-service", Told.evaluation(evaluation, "log", "airline-agent", "update", Outcome.PROCEED, AT));
        database.awaitLogged(evaluation, 1);
        assertThat(given().get("/q/metrics").asString())
                .contains("countersign_log_size")
                .contains("countersign_log_integration_lag_seconds");
    }

    private void alterFirstEntry(byte[] entry) throws SQLException {
        database.tamper("log_entry", "UPDATE log_entry SET entry = ? WHERE leaf_index = 0", (Object) entry);
    }

    private static List<Hash> hashes(JsonPath proof) {
        return proof.getList("proof", String.class).stream()
                .map(text -> Hash.of(Base64.getDecoder().decode(text)))
                .toList();
    }

    private static JsonPath proof(String what) {
        return given().auth()
                .oauth2(Tokens.person("olga", "auditor"))
                .get("/v1/log/proofs/" + what)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** Adds entries and waits until they are published. */
    /** What was submitted is nearly always integrated already. */
    @Test
    void whatIsIntegratedIsNeverWalkedThrough() throws SQLException {
        grow(1);
        pool.query("ANALYZE log_submission").executeAndAwait();

        for (String statement : List.of(LogService.SEQUENCE, LogJob.STATE)) {
            List<String> plan = pool.withTransaction(tx -> tx.query(LogService.BY_INDEX)
                            .execute()
                            .chain(() -> tx.query("EXPLAIN (GENERIC_PLAN) " + statement)
                                    .execute()))
                    .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                            .map(row -> row.getString(0))
                            .toList())
                    .await()
                    .atMost(PATIENCE);
            assertThat(plan)
                    .anyMatch(line -> line.contains("using log_submission_pkey on log_submission"))
                    .noneMatch(line -> line.contains("Seq Scan on log_submission"));
        }
    }

    private SignedNote grow(int entries) throws SQLException {
        long size = size();
        submit(entries);
        await().atMost(PATIENCE).until(() -> size() >= size + entries);
        return SignedNote.parse(given().get("/checkpoint").asString());
    }

    /** As the intake does, many at once. */
    private void submit(int entries) throws SQLException {
        database.change("""
                WITH accepted AS (
                    INSERT INTO log_content (source, event_id, type, process, occurred_at, salt, value)
                    SELECT '/policy-service', gen_random_uuid(), 'dev.countersign.halted.v1', 'bulk', now(),
                        decode(repeat('00', 32), 'hex'), '{}'
                    FROM generate_series(1, ?)
                    RETURNING source, event_id)
                INSERT INTO log_submission (source, event_id, entry)
                SELECT source, event_id, convert_to(event_id || ' from /policy-service', 'UTF8') FROM accepted""", entries);
    }

    private long size() {
        return database.number("SELECT coalesce(max(size), 0) FROM log_checkpoint");
    }

    private Fsck.Report check(Optional<SignedNote> earlier) {
        VerifierKey key = VerifierKey.parse(given().get("/log/key").asString());
        return Fsck.check(new HttpLogSource(address), key, earlier);
    }
}
