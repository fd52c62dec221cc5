package dev.countersign.queue.watch;

import static dev.countersign.queue.Proposals.proposal;
import static dev.countersign.queue.Queue.as;
import static dev.countersign.queue.Queue.eventually;
import static dev.countersign.queue.Queue.open;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Contact;
import dev.countersign.contracts.event.QueueEvent.QueueUnwatched;
import dev.countersign.contracts.event.Topic;
import dev.countersign.localstack.test.TestTopics;
import dev.countersign.localstack.test.Tokens;
import dev.countersign.queue.Queue;
import dev.countersign.queue.QueueTest;
import dev.countersign.queue.TestClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reviews that wait where nobody looks. */
@QueueTest
class UnwatchedQueueTest {

    @Inject
    TestClock clock;

    private final String lone = "lone-" + UUID.randomUUID().toString().substring(0, 8);
    private final String process = "process-of-" + lone;

    @BeforeEach
    void aTeamOfOneWhomNobodyHasSeen() {
        Queue.directory(Queue.DIRECTORY
                .replace("teams:", "  - { id: " + lone + ", name: Lone }\nteams:")
                .replace(
                        "authorities:",
                        "  - { id: " + lone + ", name: Lone team, members: [" + lone + "] }\nauthorities:"));
    }

    private List<QueueUnwatched> told() {
        return TestTopics.all(Topic.REVIEWS.topicName()).stream()
                .map(TestTopics.Message::event)
                .filter(QueueUnwatched.class::isInstance)
                .map(QueueUnwatched.class::cast)
                .filter(event -> event.process().equals(process))
                .toList();
    }

    private Map<String, Object> queue() {
        return given().auth()
                .oauth2(Tokens.person("hugo", "process-owner"))
                .get("/v1/queues")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("find { it.process == '" + process + "' }");
    }

    private boolean alerting() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("countersign_queues_unwatched{") && line.contains(process))
                .anyMatch(line -> !line.endsWith(" 0.0"));
    }

    @Test
    void whoeverIsAccountableIsToldOnceAndAgainWhileItLasts() {
        open(proposal().process(process).owner("'team:" + lone + "'"));
        assertThat(queue()).containsEntry("unwatched", false).containsEntry("open", 1);

        clock.advance(Duration.ofHours(25));

        eventually(() -> told().size() == 1);
        QueueUnwatched first = told().getFirst();
        assertThat(first.owner()).isEqualTo(Principal.team(lone));
        assertThat(first.ownerName()).isEqualTo("Lone team");
        assertThat(first.open()).isEqualTo(1);
        assertThat(first.lastSeen()).isNull();
        assertThat(first.accountable()).isEqualTo(Principal.person("grace"));
        assertThat(first.contacts()).extracting(Contact::email).containsExactly("grace@example.com");
        eventually(this::alerting);
        assertThat(queue()).containsEntry("unwatched", true);
        clock.advance(Duration.ofHours(23));
        open(proposal().process(process).owner("'team:" + lone + "'"));
        assertThat(told()).as("not yet again").hasSize(1);
        clock.advance(Duration.ofHours(2));
        eventually(() -> told().size() == 2);
        assertThat(told().getLast().open()).isEqualTo(2);
    }

    @Test
    void whoLooksAtTheirQueueWatchesIt() {
        open(proposal().process(process).owner("'team:" + lone + "'"));
        clock.advance(Duration.ofHours(25));
        eventually(this::alerting);

        as(lone).get("/v1/reviews").then().statusCode(200);

        eventually(() -> !alerting());
        assertThat(queue()).containsEntry("unwatched", false).doesNotContainKey("lastSeen");
        clock.advance(Duration.ofHours(25));
        eventually(() -> told().size() == 2);
        assertThat(told().getLast().lastSeen()).isNotNull();
    }

    @Test
    void aTeamWithoutMembersIsCountedAndShownToTheAdministrator() {
        Queue.directory(
                Queue.DIRECTORY.replace("authorities:", "  - { id: void, name: Void, members: [] }\nauthorities:"));

        eventually(() -> given().get("/q/metrics").asString().contains("countersign_teams_empty 1.0"));
        assertThat(given().auth()
                        .oauth2(Tokens.person("admin", "admin"))
                        .get("/v1/directory/findings")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .<String>getList("findAll { it.kind == 'empty-team' }.detail"))
                .containsExactly("Team Void has no members: nothing is routed to it.");
    }
}
