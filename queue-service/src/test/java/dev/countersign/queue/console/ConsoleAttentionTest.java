package dev.countersign.queue.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.options.AriaRole;
import dev.countersign.queue.QueueTest;
import dev.countersign.queue.console.FakeReviews.Written;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against approval without reading: what is said of how one read, what a policy asks for, and what a verdict says. */
@QueueTest
class ConsoleAttentionTest extends ConsoleTest {

    private static final String ID = "r-1";

    private ObjectNode review;

    @BeforeEach
    void aReview() {
        review = reviews.add("email", ID);
        page.clock().install();
    }

    private Written theDecisionAfterTheWait() {
        page.clock().fastForward(5_000);
        return theDecision();
    }

    @Test
    void howLongHowFarAndWhichSourcesGoWithTheDecision() {
        page.setViewportSize(1440, 700);
        review.withArray("sources").addObject().put("title", "Second").put("excerpt", "word ".repeat(200));
        review.withArray("sources").addObject().put("title", "Third").put("excerpt", "short");
        open(ID);
        page.clock().fastForward(42_000);
        page.getByText("All 1,000 characters").click();
        page.locator("#end").scrollIntoViewIfNeeded();
        assertThat(page.locator("#reading ~ .note")).containsText("came to the end of it (yes)");
        assertThat(page.locator("#reading ~ .note")).containsText("how many of its sources you opened (1 of 3)");
        press("a");

        Written sent = theDecisionAfterTheWait();
        Duration open = Duration.parse(sent.attention().path("open").asText());
        assertThat(open).isBetween(Duration.ofSeconds(42), Duration.ofSeconds(60));
        assertThat(sent.attention().path("scrolledToEnd").asBoolean()).isTrue();
        assertThat(sent.attention().path("sources").toString()).isEqualTo("[1]");
    }

    @Test
    void whatWasNotSeenIsSaidAsNotSeen() {
        page.setViewportSize(1440, 500);
        open(ID);
        assertThat(page.locator("#reading ~ .note")).containsText("came to the end of it (not yet)");
        press("a");

        Written sent = theDecisionAfterTheWait();
        assertThat(sent.attention().path("scrolledToEnd").asBoolean()).isFalse();
        assertThat(sent.attention().path("sources")).isEmpty();
    }

    @Test
    void timeInTheBackgroundIsNotReading() {
        open(ID);
        page.evaluate("""
                () => {
                  Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
                  document.dispatchEvent(new Event('visibilitychange'));
                }
                """);
        page.clock().fastForward(600_000);
        page.evaluate("""
                () => {
                  Object.defineProperty(document, 'hidden', { configurable: true, get: () => false });
                  document.dispatchEvent(new Event('visibilitychange'));
                }
                """);
        press("t");

        assertThat(Duration.parse(
                        theDecisionAfterTheWait().attention().path("open").asText()))
                .isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void anApprovalWaitsForTheReadingThatThePolicyAsksForAndNothingElseDoes() {
        review.put("readingTime", "PT30S")
                .put("decidableAt", Instant.now().plusSeconds(30).toString());
        open(ID);
        assertThat(page.locator(".binds")).containsText("The policy asks for 30 seconds of reading");
        assertThat(button("Approve")).isDisabled();
        assertThat(button("Reject")).isEnabled();
        press("a");
        assertThat(toasts()).not().containsText("Approved");

        page.clock().fastForward(31_000);
        assertThat(button("Approve")).isEnabled();
        press("a");
        assertThat(theDecisionAfterTheWait().body().path("verdict").asText()).isEqualTo("approve");
    }

    @Test
    void anApprovalThatWasTooEarlyIsRefusedKindly() {
        String from = Instant.now().plusSeconds(60).toString();
        reviews.refuseDecisions(
                FakeReviews.problem(409, "reading-time", "Not read long enough").put("decidableAt", from));
        reviews.beforeDecision(id -> review.put("decidableAt", from));
        open(ID);
        press("a");
        page.clock().fastForward(5_000);

        assertThat(banner()).containsText("It was too early to approve this");
        assertThat(button("Approve")).isDisabled();
        page.clock().fastForward(61_000);
        assertThat(button("Approve")).isEnabled();
    }

    @Test
    void anAnswerFromBeforeTheRefusalDoesNotUndoWhatItTaught() {
        String from = Instant.now().plusSeconds(600).toString();
        reviews.refuseDecisions(
                FakeReviews.problem(409, "reading-time", "Not read long enough").put("decidableAt", from));
        open(ID);
        reviews.holdDetail(true);
        page.clock().fastForward(1_500);
        await(() -> assertThat(reviews.detailsHeld()).isEqualTo(1));
        press("a");
        page.clock().fastForward(5_000);
        assertThat(button("Approve")).isDisabled();
        assertThat(banner()).containsText("It was too early to approve this");

        review.put("decidableAt", from);
        page.waitForRequest(request -> request.url().endsWith("/v1/reviews/" + ID), () -> reviews.holdDetail(false));
        assertThat(button("Approve")).isDisabled();
    }

    @Test
    void aSentenceOfReasonIsAskedForWhereThePolicyWantsOne() {
        review.put("reasonNeeded", true);
        open(ID);
        assertThat(page.locator(".binds")).containsText("The policy asks you for one sentence of reason.");
        press("a");
        assertThat(page.getByRole(
                        AriaRole.HEADING,
                        new com.microsoft.playwright.Page.GetByRoleOptions().setName("Why is it right?")))
                .isFocused();
        page.getByLabel("In one sentence").fill("ok");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator("#ask-error")).hasText("Write one sentence that says why.");
        page.getByLabel("In one sentence").fill("The price list allows it.");
        page.keyboard().press("Control+Enter");

        assertThat(theDecisionAfterTheWait().body().toString())
                .isEqualTo("{\"verdict\":\"approve\",\"reason\":\"The price list allows it.\"}");
    }

    @Test
    void anEditMayNeedAReasonThatTheDraftDoesNot() {
        reviews.previewNeedsReason();
        open(ID);
        press("e");
        textbox("Message text").fill("Dear Jonas, 40 % off.");
        page.clock().fastForward(1_000);
        assertThat(page.locator("#effect")).containsText("Preview: ");
        press("Escape");
        press("a");

        assertThat(page.getByLabel("In one sentence")).isVisible();
        assertThat(toasts()).not().containsText("Approved");
    }

    @Test
    void whoTheAgentActsForMayNotApproveAndIsToldWhy() {
        review.put("mayApprove", false).put("mayNotApprove", "acts-for-you");
        review.putObject("actsFor").put("id", "maria").put("name", "María Ruiz");
        open(ID);

        assertThat(page.locator(".binds")).containsText("The agent acts for you here, so another person approves it.");
        assertThat(page.locator(".reasons")).containsText("On behalf of");
        assertThat(button("Approve")).isDisabled();
        assertThat(button("Reject")).isEnabled();
    }

    @Test
    void whatIsSaidAboveTheVerdictsIsWhatTheServiceSaysOfThem() {
        ObjectNode says = review.putObject("says");
        says.put("approve", "Approving says that this was right.").put("take-over", "Taking over says that you do it.");
        open(ID);
        assertThat(page.locator("#binds")).hasText("Approving says that this was right.");
        assertThat(page.locator(".review")).not().containsText("lets sales-agent send");

        button("Take over").hover();
        assertThat(page.locator("#binds")).hasText("Taking over says that you do it.");
    }

    @Test
    void whatTheConfidenceHasBeenWorthStandsWithItsSample() {
        review.put("confidence", 0.75);
        ObjectNode worth = review.putObject("confidenceWorth");
        worth.put("from", 0.7)
                .put("to", 0.8)
                .put("n", 34)
                .put("unchanged", 25)
                .put("changed", 5)
                .put("rejected", 4);
        worth.put("rate", 0.735).put("low", 0.568).put("high", 0.854).put("enough", true);
        open(ID);
        assertThat(page.locator(".reasons"))
                .containsText(
                        "At 0.7 to 0.8 this agent was right in 25 of the last 34: 74 %, 57 to 85 %. 5 changed, 4 turned down.");

        worth.put("n", 4)
                .put("unchanged", 3)
                .put("changed", 1)
                .put("rejected", 0)
                .put("enough", false);
        open(ID);
        assertThat(page.locator(".reasons")).containsText("right in 3 of 4: too few to speak of a rate");
        assertThat(page.locator(".reasons")).not().containsText("%");
    }
}
