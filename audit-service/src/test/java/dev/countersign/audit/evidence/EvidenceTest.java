package dev.countersign.audit.evidence;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.audit.AuditTest;
import dev.countersign.audit.LogDatabase;
import dev.countersign.audit.Said;
import dev.countersign.audit.Told;
import dev.countersign.audit.checkpoint.Checkpoint;
import dev.countersign.audit.checkpoint.SignedNote;
import dev.countersign.audit.checkpoint.VerifierKey;
import dev.countersign.audit.merkle.Hash;
import dev.countersign.audit.merkle.Merkle;
import dev.countersign.audit.merkle.Proofs;
import dev.countersign.contracts.Json;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.EscalationEvent.ReminderCause;
import dev.countersign.contracts.event.EscalationEvent.ReminderFired;
import dev.countersign.contracts.event.EvaluationEvent.Execution;
import dev.countersign.contracts.event.EvaluationEvent.ReleaseIssued;
import dev.countersign.contracts.event.EvaluationEvent.ReleaseRedeemed;
import dev.countersign.contracts.event.NotificationEvent.DeliverySucceeded;
import dev.countersign.contracts.event.NotificationEvent.Purpose;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.OversightEvent.EscapeReported;
import dev.countersign.contracts.event.OversightEvent.FoundBy;
import dev.countersign.contracts.event.ReviewEvent.ReviewClaimed;
import dev.countersign.contracts.event.ReviewKind;
import dev.countersign.contracts.policy.Channel;
import dev.countersign.localstack.test.Tokens;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@AuditTest
class EvidenceTest {

    private static final String PROCESS = "evidence";
    private static final Instant AT = Instant.parse("2026-11-03T09:00:00Z");
    private static final int EVENTS = 10;

    @Inject
    LogDatabase database;

    @Test
    void theWholeStoryIsToldAndEachEventOfItIsProven() throws Exception {
        UUID evaluation = told();
        JsonNode evidence = evidence(evaluation);

        assertThat(evidence.at("/intact").booleanValue()).isTrue();
        assertThat(evidence.at("/pending").intValue()).isZero();
        assertThat(evidence.at("/evaluation/policyVersion").intValue()).isEqualTo(7);
        assertThat(evidence.at("/evaluation/action/target").textValue()).isEqualTo("reservation/UM3OG5");
        assertThat(evidence.at("/evaluation/reasons/0/code").textValue()).isEqualTo("below-threshold");
        assertThat(evidence.at("/reviews/0/owner").textValue()).isEqualTo("person:maria");
        assertThat(evidence.at("/reviews/0/trail/0/rule").textValue()).isEqualTo("owner-expression");
        assertThat(evidence.at("/reviews/0/claims/0/by").textValue()).isEqualTo("person:maria");
        assertThat(evidence.at("/reviews/0/decisions/0/outcome").textValue()).isEqualTo("approved-with-changes");
        assertThat(evidence.at("/edits/0/changes").toString())
                .isEqualTo("[{\"pointer\":\"/cabin\",\"from\":\"economy\",\"to\":\"business\"}]");
        assertThat(evidence.at("/releases/0/redeemed/redeemedBy").textValue()).isEqualTo("crm");
        assertThat(evidence.at("/executions/0/status").textValue()).isEqualTo("executed");
        assertThat(evidence.at("/escalations/0/type").textValue()).isEqualTo("dev.countersign.reminder-fired.v1");
        assertThat(evidence.at("/deliveries/0/event/channel").textValue()).isEqualTo("email");
        assertThat(evidence.at("/escapes/0/reportedBy").textValue()).isEqualTo("olga");
        assertThat(evidence.at("/events")).hasSize(EVENTS);
        assertProven(evidence);
    }

    @Test
    void whatWasErasedIsToldNoMoreButItsProofStands() throws Exception {
        UUID evaluation = told();
        database.change(
                "UPDATE log_content SET salt = NULL, value = NULL, erased_at = now() WHERE evaluation = ?", evaluation);
        JsonNode evidence = evidence(evaluation);

        assertThat(evidence.at("/intact").booleanValue()).isTrue();
        assertThat(evidence.has("evaluation")).isFalse();
        assertThat(evidence.at("/reviews")).isEmpty();
        assertThat(evidence.toString()).doesNotContain("economy");
        for (JsonNode event : evidence.at("/events")) {
            assertThat(event.has("content")).isFalse();
            assertThat(event.has("salt")).isFalse();
            assertThat(event.has("erasedAt")).isTrue();
        }
        assertProven(evidence);
    }

    @Test
    void contentThatIsNotWhatTheLogCommittedToIsNoEvidence() throws Exception {
        UUID evaluation = told();
        database.change(
                "UPDATE log_content SET value = convert_to(replace(convert_from(value, 'UTF8'), 'economy', 'luxury!'), 'UTF8')"
                        + " WHERE evaluation = ? AND type = 'dev.countersign.evaluation-recorded.v1'",
                evaluation);
        JsonNode evidence = evidence(evaluation);

        assertThat(evidence.at("/intact").booleanValue()).isFalse();
        assertThat(evidence.has("evaluation")).isFalse();
        List<String> broken = new ArrayList<>();
        evidence.at("/events").forEach(event -> {
            if (!event.at("/intact").booleanValue()) {
                broken.add(event.at("/type").textValue());
            }
        });
        assertThat(broken).containsExactly("dev.countersign.evaluation-recorded.v1");
    }

    @Test
    void ofWhatWasNeverHeardThereIsNoEvidence() {
        for (String unknown : List.of(UUID.randomUUID().toString(), "no-id")) {
            given().auth()
                    .oauth2(Tokens.person("olga", "auditor"))
                    .get("/v1/evidence/" + unknown)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:countersign:problem:evidence-not-found"));
        }
    }

    private UUID told() {
        UUID evaluation = UUID.randomUUID();
        UUID review = UUID.randomUUID();
        UUID release = UUID.randomUUID();
        // The topics are not in order among each other: the review comes first.
        Said.by("/queue-service", Told.opened(review, evaluation, PROCESS, AT.plusSeconds(1)));
        Said.by("/queue-service", new ReviewClaimed(review, evaluation, PROCESS, Told.MARIA, AT.plusSeconds(60)));
        Said.by(
                "/queue-service",
                Told.decided(
                        review,
                        evaluation,
                        PROCESS,
                        ReviewKind.LIVE,
                        Decision.APPROVED_WITH_CHANGES,
                        AT.plusSeconds(1),
                        AT.plusSeconds(60),
                        AT.plusSeconds(101)));
        Said.by(
                "/notification-service",
                new ReminderFired(
                        review, evaluation, PROCESS, 1, ReminderCause.STEP, AT.plusSeconds(30), AT.plusSeconds(30)));
        Said.by(
                "/notification-service",
                new DeliverySucceeded(
                        UUID.randomUUID(),
                        review,
                        evaluation,
                        PROCESS,
                        Channel.EMAIL,
                        Purpose.OPENED,
                        "maria",
                        1,
                        AT.plusSeconds(2)));
        Said.by(
                "/audit-service",
                new EscapeReported(
                        UUID.randomUUID(),
                        evaluation,
                        PROCESS,
                        FoundBy.DOWNSTREAM,
                        "wrong seat",
                        "olga",
                        AT.plusSeconds(999)));
        Said.by("/policy-service", Told.evaluation(evaluation, PROCESS, "airline-agent", "update", Outcome.REVIEW, AT));
        Said.by(
                "/policy-service",
                new ReleaseIssued(
                        evaluation,
                        PROCESS,
                        release,
                        "sha-256:00",
                        List.of(Told.MARIA),
                        AT.plusSeconds(400),
                        AT.plusSeconds(102)));
        Said.by("/policy-service", new ReleaseRedeemed(evaluation, PROCESS, release, "crm", AT.plusSeconds(103)));
        Said.by("/policy-service", Told.executed(evaluation, PROCESS, Execution.EXECUTED, AT.plusSeconds(104)));
        database.awaitLogged(evaluation, EVENTS);
        return evaluation;
    }

    private static JsonNode evidence(UUID evaluation) throws Exception {
        return Json.mapper()
                .readTree(given().auth()
                        .oauth2(Tokens.person("olga", "auditor"))
                        .get("/v1/evidence/" + evaluation)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());
    }

    /** With nothing but the evidence and the log's key. */
    private static void assertProven(JsonNode evidence) throws Exception {
        SignedNote note = SignedNote.parse(evidence.at("/checkpoint").textValue());
        assertThat(VerifierKey.parse(given().get("/log/key").asString()).verifies(note))
                .isTrue();
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        for (JsonNode event : evidence.at("/events")) {
            byte[] entry = event.at("/entry").textValue().getBytes(StandardCharsets.UTF_8);
            Hash leaf = Merkle.leaf(entry);
            assertThat(event.at("/leafHash").textValue()).isEqualTo(leaf.base64());
            List<Hash> proof = new ArrayList<>();
            event.at("/inclusionProof")
                    .forEach(hash -> proof.add(Hash.of(Base64.getDecoder().decode(hash.textValue()))));
            assertThat(Proofs.includes(
                            event.at("/logIndex").longValue(), leaf, checkpoint.size(), checkpoint.root(), proof))
                    .isTrue();
            if (event.has("content")) {
                Hash digest = Merkle.sha256(
                        Base64.getDecoder().decode(event.at("/salt").textValue()),
                        event.at("/content").textValue().getBytes(StandardCharsets.UTF_8));
                assertThat(Json.mapper().readTree(entry).at("/contentDigest").textValue())
                        .isEqualTo("sha-256:" + digest);
            }
        }
    }
}
