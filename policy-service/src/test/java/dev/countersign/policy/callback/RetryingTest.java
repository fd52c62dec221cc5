package dev.countersign.policy.callback;

import static dev.countersign.policy.Given.agent;
import static dev.countersign.policy.Given.id;
import static dev.countersign.policy.Given.owner;
import static dev.countersign.policy.Given.problem;
import static dev.countersign.policy.Given.published;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.countersign.contracts.event.Decision;
import dev.countersign.policy.PolicyServiceTest;
import dev.countersign.policy.Reviews;
import dev.countersign.policy.callback.Receiver.Told;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What becomes of a callback that cannot be delivered at once. */
@PolicyServiceTest
class RetryingTest extends CallbackScene {

    @Test
    void aFailedAttemptIsMadeAgainUnderTheSameIdAndWithAFreshRelease() {
        Receiver receiver = receiver().answering(500, 302);
        String process = published();
        UUID id = waiting(process, receiver.url());
        Reviews.say(Reviews.decided(id, process, Decision.APPROVED));
        attempted(id, 1, "status-500");

        clock.advance(Duration.ofHours(1));
        attempted(id, 2, "status-302");
        clock.advance(Duration.ofHours(2));
        becomes(id, "delivered");

        Told first = told(receiver, 1);
        Told third = told(receiver, 3);
        assertThat(receiver.told()).hasSize(3);
        assertThat(third.header("webhook-id")).isEqualTo(first.header("webhook-id"));
        assertThat(Long.parseLong(third.header("webhook-timestamp")))
                .isGreaterThanOrEqualTo(Long.parseLong(first.header("webhook-timestamp")) + 3 * 3_600);
        assertThat(third.json().at("/timestamp")).isEqualTo(first.json().at("/timestamp"));
        assertThat(third.json().at("/data/release").asText())
                .isNotEmpty()
                .isNotEqualTo(first.json().at("/data/release").asText());
    }

    @Test
    void whatCannotBeDeliveredForThreeDaysIsGivenUpAndMayBeDeliveredAgain() {
        Receiver receiver = receiver().always(500);
        String process = published();
        UUID id = waiting(process, receiver.url());
        Reviews.say(Reviews.decided(id, process, Decision.REJECTED));
        attempted(id, 1, "status-500");
        String callback = callback(id).getString("items[0].id");
        problem(agent().post("/v1/callbacks/{id}/redeliver", callback).then(), 409, "callback-not-redeliverable");

        clock.advance(Duration.ofDays(3));
        becomes(id, "dead");
        assertThat(callback(id).getString("items[0].lastError")).isEqualTo("status-500");
        assertThat(callback(id).getString("items[0].nextAttemptAt")).isNull();
        owner().get("/v1/callbacks?status=dead&evaluation={id}", id)
                .then()
                .body("items", hasSize(1))
                .body("items[0].process", equalTo(process));
        given().get("/q/metrics").then().body(containsString("countersign_callbacks_total{outcome=\"dead\"}"));

        receiver.always(204);
        problem(
                agent("another-agent")
                        .post("/v1/callbacks/{id}/redeliver", callback)
                        .then(),
                404,
                "callback-not-found");
        owner().post("/v1/callbacks/{id}/redeliver", callback)
                .then()
                .statusCode(202)
                .body("status", equalTo("pending"))
                .body("attempts", equalTo(0));
        becomes(id, "delivered");
        assertThat(receiver.told().getLast().header("webhook-id")).isEqualTo(callback);
    }

    @Test
    void whoeverIsGoneIsNotCalledAgain() {
        Receiver receiver = receiver().always(410);
        String process = published();
        UUID id = waiting(process, receiver.url());

        Reviews.say(Reviews.decided(id, process, Decision.REJECTED));

        becomes(id, "dead");
        assertThat(callback(id).getInt("items[0].attempts")).isEqualTo(1);
        assertThat(callback(id).getString("items[0].lastError")).isEqualTo("status-410");
    }

    @Test
    void aBusyReceiverIsLeftAloneForAsLongAsItAsks() {
        Receiver receiver = receiver().answering(429).askingFor("3600");
        String process = published();
        UUID id = waiting(process, receiver.url());
        Reviews.say(Reviews.decided(id, process, Decision.REJECTED));
        attempted(id, 1, "status-429");

        assertThat(Duration.between(clock.instant(), Instant.parse(callback(id).getString("items[0].nextAttemptAt"))))
                .isBetween(Duration.ofMinutes(58), Duration.ofMinutes(60));
        clock.advance(Duration.ofMinutes(61));
        becomes(id, "delivered");
    }

    @Test
    void aReplicaThatDiesWhileItSendsIsFollowedByAnother() throws SQLException {
        Receiver receiver = receiver().answering(500);
        String process = published();
        UUID id = waiting(process, receiver.url());
        Reviews.say(Reviews.decided(id, process, Decision.REJECTED));
        attempted(id, 1, "status-500");
        // What another replica leaves behind that took it and was killed.
        execute(
                "update callback_delivery set attempts = 2, due_at = ?, leased_until = ? where evaluation = ?",
                clock.instant().atOffset(ZoneOffset.UTC),
                clock.instant().plusSeconds(3_600).atOffset(ZoneOffset.UTC),
                id);
        Receiver meanwhile = receiver();
        UUID other = waiting(process, meanwhile.url());
        Reviews.say(Reviews.decided(other, process, Decision.REJECTED));
        becomes(other, "delivered");
        assertThat(receiver.told()).hasSize(1);

        clock.advance(Duration.ofSeconds(3_601));

        becomes(id, "delivered");
        assertThat(callback(id).getInt("items[0].attempts")).isEqualTo(3);
    }

    @Test
    void whatWasLostOverAndOverAgainIsGivenUpInTheEnd() throws SQLException {
        Receiver receiver = receiver().answering(500);
        String process = published();
        UUID id = waiting(process, receiver.url());
        Reviews.say(Reviews.decided(id, process, Decision.REJECTED));
        attempted(id, 1, "status-500");
        execute(
                "update callback_delivery set due_at = created_at, leased_until = ?, give_up_at = ? where evaluation = ?",
                clock.instant().plusSeconds(60).atOffset(ZoneOffset.UTC),
                clock.instant().plusSeconds(60).atOffset(ZoneOffset.UTC),
                id);

        clock.advance(Duration.ofSeconds(61));

        becomes(id, "dead");
        assertThat(callback(id).getString("items[0].lastError")).isEqualTo("no-outcome");
        assertThat(receiver.told()).hasSize(1);
    }

    /** How many are being sent to a receiver just now. */
    private int held(Receiver receiver) {
        return count(
                "select count(*) from callback_delivery where receiver = ? and leased_until is not null",
                receiver.host());
    }

    @Test
    void aReceiverThatNeverAnswersHoldsUpNobodyElse() {
        Receiver slow = receiver().mute();
        Receiver quick = receiver();
        String process = published();
        List<UUID> stuck = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            stuck.add(waiting(process, slow.url()));
        }
        UUID id = waiting(process, quick.url());
        stuck.forEach(each -> Reviews.say(Reviews.decided(each, process, Decision.REJECTED)));
        told(slow, 1);

        Reviews.say(Reviews.decided(id, process, Decision.REJECTED));

        AtomicInteger most = new AtomicInteger();
        await().atMost(DEADLINE).until(() -> {
            most.accumulateAndGet(held(slow), Math::max);
            return !quick.told().isEmpty() && slow.told().size() > 8;
        });
        // Its share, and no more, however many are due.
        assertThat(most.get()).isBetween(1, 8);
        attempted(stuck.getFirst(), 1, "timeout");
    }
}
