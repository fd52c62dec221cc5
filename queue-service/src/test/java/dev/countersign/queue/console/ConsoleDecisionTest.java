package dev.countersign.queue.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.countersign.queue.QueueTest;
import dev.countersign.queue.console.FakeReviews.Written;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a verdict to a decision, by keyboard and by hand, and what happens when the world has moved on. */
@QueueTest
class ConsoleDecisionTest extends ConsoleTest {

    private static final String ID = "r-1";

    @BeforeEach
    void aReview() {
        reviews.add("record", ID);
        page.clock().install();
    }

    private void theWaitIsOver() {
        page.clock().fastForward(5_000);
    }

    @Test
    void anApprovalByKeyboardGoesOutAfterTheWaitAndSaysSo() {
        open(ID);

        press("a");
        assertThat(toasts()).containsText("Approved. Goes out in");
        assertThat(button("Approve")).isDisabled();
        assertThat(reviews.decisions()).isEmpty();
        theWaitIsOver();

        assertThat(theDecision().body().toString()).isEqualTo("{\"verdict\":\"approve\"}");
        assertThat(theDecision().ifMatch()).isEqualTo("\"1\"");
        assertThat(page.locator(".where")).containsText("Approved, you");
        assertThat(button("Approve")).hasCount(0);
    }

    /** What the page knows already, or reads by itself, is not sent back to it with every step. */
    @Test
    void aStepAsksForItsVersionAlone() {
        open(ID);

        page.clock().fastForward(2_000);
        assertThat(page.locator(".where")).containsText("You are on it");
        press("a");
        theWaitIsOver();

        assertThat(theDecision().prefer()).isEqualTo("return=minimal");
        assertThat(reviews.written("claim")).extracting(Written::prefer).containsExactly("return=minimal");
    }

    @Test
    void aVerdictTakenBackIsNeverSent() {
        open(ID);

        press("a");
        assertThat(toasts()).containsText("Approved");
        press("z");
        assertThat(toasts()).containsText("Taken back. Nothing was decided.");
        theWaitIsOver();
        theWaitIsOver();

        assertThat(button("Approve")).isEnabled();
        assertThat(reviews.decisions()).isEmpty();
    }

    @Test
    void closingTheWindowWithinTheWaitDecidesNothing() {
        open(ID);
        press("a");
        assertThat(toasts()).containsText("Approved");

        page.navigate("about:blank");
        page.waitForTimeout(200);

        assertThat(reviews.decisions()).isEmpty();
    }

    @Test
    void nothingIsChosenBeforehandAndEnterDecidesNothing() {
        open(ID);
        assertThat(page.locator("#effect")).isFocused();
        assertThat(page.locator(".bar .act")).hasCount(0);

        press("Enter");
        press("r");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Why is it rejected?")))
                .isFocused();
        assertThat(page.locator(".ask input:checked")).hasCount(0);
        press("Enter");
        theWaitIsOver();

        assertThat(reviews.decisions()).isEmpty();
    }

    @Test
    void aRejectionNeedsAReasonAndCarriesIt() {
        open(ID);
        button("Reject").click();
        button("Reject").click();
        assertThat(page.locator("#ask-error")).hasText("Choose a reason, or write one.");

        page.getByLabel("Wrong fare").check();
        page.getByLabel("In your words").fill("Only Noah was to move.");
        page.keyboard().press("Control+Enter");
        assertThat(toasts()).containsText("Rejected: wrong fare");
        theWaitIsOver();

        assertThat(theDecision().body().toString())
                .isEqualTo("{\"verdict\":\"reject\",\"reason\":\"wrong-fare\",\"comment\":\"Only Noah was to move.\"}");
    }

    @Test
    void askingForChangesNeedsWordsAndATakeOverNone() {
        open(ID);
        press("c");
        button("Request changes").click();
        assertThat(page.locator("#ask-error")).hasText("Write what should be different.");
        press("Escape");
        assertThat(page.locator(".ask")).hasCount(0);

        press("t");
        assertThat(toasts()).containsText("Taken over");
        theWaitIsOver();

        assertThat(theDecision().body().toString()).isEqualTo("{\"verdict\":\"take-over\"}");
    }

    @Test
    void aLostRaceNamesWhoDecidedAndKeepsWhatWasTyped() {
        reviews.beforeDecision(id -> reviews.decidedElsewhere(id, "approved", "tom", "Tom Keller"));
        open(ID);
        press("r");
        page.getByLabel("In your words").fill("Ask Noah first.");
        page.keyboard().press("Control+Enter");
        theWaitIsOver();

        assertThat(banner()).containsText("Tom Keller approved this");
        assertThat(banner()).containsText("Tom Keller’s decision counts. Yours was not sent.");
        assertThat(button("Copy my text")).isVisible();
        assertThat(button("Approve")).hasCount(0);
    }

    @Test
    void aChangedPayloadIsShownBeforeItCanBeDecided() {
        reviews.beforeDecision(id -> {
            ObjectNode review = reviews.review(id);
            review.put("version", 2)
                    .put("payloadDigest", "sha-256:33cc")
                    .put("effect", "Move reservation YAX4DR to first");
            reviews.beforeDecision(again -> {});
        });
        open(ID);
        press("a");
        theWaitIsOver();

        assertThat(banner()).containsText("This review has changed since you opened it");
        assertThat(page.locator("#effect")).containsText("to first");
        assertThat(button("Approve")).isEnabled();
        assertThat(reviews.decisions()).hasSize(1);
        assertThat(reviews.review(ID).path("state").asText()).isEqualTo("open");
    }

    @Test
    void aNewVersionOfTheSamePayloadDoesNotCostTheVerdict() {
        reviews.beforeDecision(id -> {
            reviews.review(id).put("version", 2);
            reviews.beforeDecision(again -> {});
        });
        open(ID);
        press("a");
        theWaitIsOver();

        assertThat(page.locator(".where")).containsText("Approved, you");
        assertThat(reviews.decisions()).extracting(Written::ifMatch).containsExactly("\"1\"", "\"2\"");
    }

    @Test
    void anOlderAnswerThatComesLateOpensNothingAgain() {
        open(ID);
        reviews.holdDetail(true);
        page.clock().fastForward(1_500);
        await(() -> assertThat(reviews.detailsHeld()).isEqualTo(1));
        reviews.decidedElsewhere(ID, "approved", "tom", "Tom Keller");
        FakeReviews.emit(page, ID);
        await(() -> assertThat(reviews.detailsHeld()).isEqualTo(2));
        page.waitForResponse(
                response -> "\"1\"".equals(response.headers().get("etag")), () -> reviews.holdDetail(false));

        assertThat(banner()).containsText("Tom Keller approved this");
        page.waitForTimeout(100);
        assertThat(banner()).containsText("Tom Keller approved this");
    }

    @Test
    void verdictsAreOffUntilTheWholeReviewIsThere() {
        reviews.holdDetail(true);
        page.navigate(base + "?review=" + ID);
        assertThat(button("Approve")).isDisabled();
        press("a");
        theWaitIsOver();

        assertThat(toasts()).not().containsText("Approved");
        assertThat(reviews.decisions()).isEmpty();
    }

    @Test
    void withoutAConnectionNothingIsDecidedAndWithItEverythingGoesOn() {
        open(ID);
        reviews.refuseWith(0);
        page.evaluate("() => window.testStream.dispatchEvent(new Event('error'))");

        assertThat(banner()).containsText("Not connected since");
        assertThat(page.locator(".rail .live")).hasText("Not connected");
        assertThat(button("Approve")).isDisabled();
        assertThat(button("Edit")).isEnabled();

        reviews.refuseWith(-1);
        button("Try now").click();
        assertThat(page.locator(".rail .live")).hasText("Live");
        assertThat(button("Approve")).isEnabled();
    }

    @Test
    void aSessionThatEndedSendsNothingAndLeadsToTheSignIn() {
        open(ID);
        press("a");
        assertThat(toasts()).containsText("Approved");
        reviews.refuseWith(401);
        page.evaluate("() => window.testStream.dispatchEvent(new Event('error'))");

        Locator out = page.getByRole(AriaRole.ALERTDIALOG);
        assertThat(out).containsText("You are signed out");
        assertThat(out).containsText("1 verdict was still waiting here and will not be sent");
        theWaitIsOver();
        assertThat(reviews.decisions()).isEmpty();
    }

    @Test
    void aReviewThatOneMayNotSeeIsOneThatNeverWas() {
        page.navigate(base + "?review=nobody-knows");

        assertThat(page.locator("main h1")).hasText("There is no such review");
        assertThat(button("Approve")).hasCount(0);
    }

    @Test
    void openingAReviewSaysThatOneIsOnIt() {
        open(ID);
        page.clock().fastForward(2_000);

        assertThat(page.locator(".where")).containsText("You are on it");
        assertThat(reviews.written("claim")).hasSize(1);
    }

    @Test
    void aReviewGoesToWhomOneChooses() {
        open(ID);
        press("x");
        assertThat(page.locator(".ask input:checked")).hasCount(0);
        page.getByLabel("Tom Keller").check();
        page.getByLabel("Why it is theirs").fill("He knows the customer.");
        button("Reassign").click();

        assertThat(toasts()).containsText("Reassigned to Tom Keller.");
        assertThat(reviews.written("reassign").getFirst().body().toString())
                .isEqualTo("{\"to\":\"person:tom\",\"reason\":\"He knows the customer.\"}");
    }

    @Test
    void whoTypesBeforeTheFieldIsThereGivesNoVerdict() {
        open(ID);
        page.evaluate("""
                () => {
                  const press = key => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
                  press('c');
                  [...'say at what rate'].forEach(press);
                }
                """);
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("What should be different?")))
                .isFocused();
        press("a");
        press("Escape");
        page.evaluate("""
                () => {
                  const press = key => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
                  press('e');
                  [...'at a rate'].forEach(press);
                }
                """);

        assertThat(page.locator(".record select").first()).isFocused();
        assertThat(page.locator(".toast .b")).hasCount(0);
    }
}
