package dev.countersign.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Contact;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.NotificationEvent.DeliveryFailed;
import dev.countersign.contracts.event.NotificationEvent.DeliverySucceeded;
import dev.countersign.contracts.event.QueueEvent.QueueUnwatched;
import dev.countersign.contracts.event.ReviewEvent.ReassignCause;
import dev.countersign.contracts.event.Topic;
import dev.countersign.contracts.policy.Channel;
import dev.countersign.contracts.policy.NotifyRoute;
import dev.countersign.localstack.test.TestTopics;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told, with which words, and what happens when the mail server does not play along. */
@QuarkusTest
@RealParts
class DeliveryStoriesTest {

    /** Longer than any wait between two attempts. */
    private static final Duration NEXT_ATTEMPT = Duration.ofHours(1);

    @Inject
    MovableClock clock;

    @Inject
    MailServer mail;

    @BeforeEach
    void mailServerIsUp() {
        mail.start();
    }

    @AfterEach
    void mailServerIsDown() {
        mail.stop();
    }

    @Test
    void aMailNamesTheReviewAndQuotesTheEffect() throws Exception {
        ReviewStory story = ReviewStory.given(clock)
                .effect("Refund 400 € to <b>mia</b> & close the case")
                .opened("maria");

        MimeMessage message = mail.expect(1, story.address("maria")).getFirst();

        assertThat(text(message))
                .contains("\"Refund 400 € to <b>mia</b> & close the case\"")
                .contains("Open the review: http://localhost:8082/reviews/" + story.review())
                .contains("(Europe/Madrid)");
        assertThat(html(message))
                .contains("Refund 400 € to &lt;b&gt;mia&lt;/b&gt; &amp; close the case")
                .contains("<a href=\"http://localhost:8082/reviews/" + story.review() + "\">");
    }

    @Test
    void aMailSaysThatAMachineWroteItAndHasTheNameOfItsDelivery() throws Exception {
        ReviewStory story = ReviewStory.given(clock).opened("maria");

        MimeMessage message = mail.expect(1, story.address("maria")).getFirst();

        Object delivery = Api.deliveries(story.review()).getFirst().get("id");
        assertThat(message.getHeader("Message-ID")).containsExactly("<" + delivery + "@localhost>");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }

    @Test
    void whatAnAgentWritesAddsNoHeaderNoLineAndNothingHidden() throws Exception {
        ReviewStory story = ReviewStory.given(clock)
                .effect(
                        "Refund\r\nBcc: everybody@example.com\r\n\r\nre\u202Ednuf\u200B\u0007 now at https://evil.example"
                                + " {notice.review} <script>alert(1)</script>")
                .opened("maria");

        MimeMessage message = mail.expect(1, story.address("maria")).getFirst();

        assertThat(message.getAllRecipients()).hasSize(1);
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(message.getSubject()).isEqualTo("[airline-changes] A review waits for you");
        String quoted = "Refund Bcc: everybody@example.com rednuf now at https[:]//evil.example {notice.review}";
        assertThat(text(message)).contains(quoted + " <script>alert(1)</script>");
        assertThat(html(message)).contains(quoted).doesNotContain("<script");
        assertThat(text(message) + html(message)).doesNotContain("\u202E", "\u200B", "\u0007", "https://evil");
    }

    @Test
    void aMailServerThatIsDownIsTriedAgainUntilItIsUp() {
        mail.stop();
        ReviewStory story = ReviewStory.given(clock).opened("maria");
        Map<String, Object> waiting =
                Api.expectDelivery(story.review(), delivery -> Objects.equals(delivery.get("attempts"), 1));
        assertThat(waiting).containsEntry("state", "pending").containsEntry("error", "unreachable");

        mail.start();
        clock.forward(NEXT_ATTEMPT);

        mail.expect(1, story.address("maria"));
        assertThat(story.expect(DeliverySucceeded.class, event -> true).attempts())
                .isEqualTo(2);
        assertThat(Api.deliveries(story.review()).getFirst())
                .containsEntry("state", "sent")
                .doesNotContainKey("error");
    }

    @Test
    void afterTheLastAttemptADeliveryIsGivenUpAndMayBeDeliveredAgain() {
        mail.stop();
        ReviewStory story = ReviewStory.given(clock).opened("maria");
        for (int attempt = 1; attempt <= 3; attempt++) {
            int made = attempt;
            Api.expectDelivery(
                    story.review(),
                    delivery -> Objects.equals(delivery.get("attempts"), made) && delivery.get("error") != null);
            clock.forward(NEXT_ATTEMPT);
        }

        DeliveryFailed failed = story.expect(DeliveryFailed.class, event -> true);
        assertThat(failed.attempts()).isEqualTo(3);
        assertThat(failed.error()).isEqualTo("unreachable");
        Object id = Api.expectDelivery(
                        story.review(), delivery -> delivery.get("state").equals("failed"))
                .get("id");

        mail.start();
        Api.as("admin", "admin")
                .post("/v1/deliveries/" + id + "/redeliver")
                .then()
                .statusCode(202);

        mail.expect(1, story.address("maria"));
        story.expect(
                DeliverySucceeded.class, event -> event.delivery().toString().equals(id));
    }

    @Test
    void aRecipientThatIsRefusedForGoodIsNotTriedAgainAndNoEventNamesTheAddress() throws IOException {
        mail.stop();
        try (RefusingMailServer refusing = new RefusingMailServer(mail.port())) {
            ReviewStory story = ReviewStory.given(clock).opened("maria");

            DeliveryFailed failed = story.expect(DeliveryFailed.class, event -> true);

            assertThat(failed.error()).isEqualTo("smtp-550");
            assertThat(failed.attempts()).isEqualTo(1);
            assertThat(TestTopics.all(Topic.NOTIFICATIONS.topicName()))
                    .noneMatch(message -> message.text().contains("@example.com"));
            assertThat(Api.deliveries(story.review()).toString()).doesNotContain("@example.com");
        }
    }

    @Test
    void aSlackRouteFailsWithItsReasonAndTheOwnerGetsAMailInstead() {
        ReviewStory story = ReviewStory.given(clock)
                .routes(new NotifyRoute(Channel.SLACK, "#bookings"))
                .opened("maria");

        DeliveryFailed failed = story.expect(DeliveryFailed.class, event -> event.channel() == Channel.SLACK);
        assertThat(failed.error()).isEqualTo("channel-not-configured");
        assertThat(failed.attempts()).isZero();
        mail.expect(1, story.address("maria"));
    }

    @Test
    void whatIsStillToBeSaidOfAReviewThatWasDecidedIsNotSaid() {
        mail.stop();
        ReviewStory story = ReviewStory.given(clock).opened("maria");
        Api.expectDelivery(story.review(), delivery -> delivery.get("error") != null);

        story.decided(Decision.APPROVED, true);
        Api.expectDelivery(story.review(), delivery -> delivery.get("state").equals("cancelled"));
        mail.start();
        clock.forward(NEXT_ATTEMPT);
        // Whatever is sent after it has been looked at after it.
        ReviewStory next = ReviewStory.given(clock).opened("maria");
        mail.expect(1, next.address("maria"));

        assertThat(mail.to(story.address("maria"))).isEmpty();
    }

    @Test
    void whoMutedOpenedReviewsIsNotToldOfThemButIsReminded() {
        ReviewStory story = ReviewStory.given(clock).reminderAt(Duration.ofMinutes(10));
        Api.as(story.person("maria"), "reviewer")
                .contentType("application/json")
                .body("{\"email\":{\"opened\":false}}")
                .put("/v1/preferences/me")
                .then()
                .statusCode(200);
        story.opened("maria").clockStarted(1);
        assertThat(Api.deliveries(story.review())).isEmpty();

        clock.forward(Duration.ofMinutes(10));

        mail.expect(1, story.address("maria"));
        Api.expectDelivery(story.review(), delivery -> delivery.get("purpose").equals("reminder"));
    }

    @Test
    void aReassignedReviewIsToldToItsNewOwnerOnly() throws Exception {
        ReviewStory story = ReviewStory.given(clock).opened("maria");
        mail.expect(1, story.address("maria"));

        story.reassigned("maria", "tom", ReassignCause.REASSIGNED, true);

        assertThat(mail.expect(1, story.address("tom")).getFirst().getSubject())
                .isEqualTo("[airline-changes] A review is now yours");
        assertThat(story.clockStarted(2).cycle()).isEqualTo(2);
        mail.expect(1, story.address("maria"));
    }

    @Test
    void whoeverIsAccountableIsToldOfAQueueThatNobodyWatches() throws Exception {
        String grace = "grace-" + UUID.randomUUID() + "@example.com";
        TestTopics.produce(
                "/queue-service",
                new QueueUnwatched(
                        "airline-changes",
                        Principal.team("bookings"),
                        "Bookings",
                        3,
                        Instant.parse("2026-05-15T07:00:00Z"),
                        Instant.parse("2026-05-15T08:30:00Z"),
                        Principal.person("grace"),
                        List.of(new Contact("grace", "Grace Okafor", grace, null, "Europe/London")),
                        clock.instant()));

        MimeMessage message = mail.expect(1, grace).getFirst();

        assertThat(message.getSubject()).isEqualTo("[airline-changes] Nobody watches a queue");
        assertThat(text(message).replaceAll("\\s+", " "))
                .contains(
                        "3 reviews wait for Bookings, the oldest since Friday 15 May 2026, 08:00 (Europe/London). None of"
                                + " its owners has been seen since Friday 15 May 2026, 09:30 (Europe/London).")
                .contains("you are accountable for the process")
                .doesNotContain("Decide by", "reviews/null");
        assertThat(html(message)).contains("3 reviews wait for Bookings").doesNotContain("reviews/null", "Decide by");
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() -> Api.as("admin", "admin")
                                .get("/v1/deliveries?state=sent&limit=200")
                                .then()
                                .extract()
                                .jsonPath()
                                .getList("items.findAll { it.person == 'grace' && it.review == null }")
                                .size()
                        >= 1);
    }

    private static String text(MimeMessage message) throws Exception {
        return part(message, 0).getContent().toString();
    }

    private static String html(MimeMessage message) throws Exception {
        return part(message, 1).getContent().toString();
    }

    private static BodyPart part(MimeMessage message, int index) throws Exception {
        return ((MimeMultipart) message.getContent()).getBodyPart(index);
    }
}
