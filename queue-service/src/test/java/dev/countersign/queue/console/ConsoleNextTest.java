package dev.countersign.queue.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import dev.countersign.queue.QueueTest;
import dev.countersign.queue.console.FakeReviews.Written;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One review after the other: the next one is there at once, and none is decided by a key meant for the one before. */
@QueueTest
class ConsoleNextTest extends ConsoleTest {

    @BeforeEach
    void threeReviews() {
        reviews.add("record", "one");
        reviews.add("email", "two");
        reviews.add("record", "three");
        page.clock().install();
    }

    private Locator row(String id) {
        return page.locator("[data-review=" + id + "]");
    }

    private void theNextIsReady(String id) {
        await(() -> assertThat(reviews.asked()).contains("GET /v1/reviews/" + id + "?peek=true"));
    }

    @Test
    void aVerdictLeadsToTheNextReviewThatWaits() {
        open("one");
        press("a");

        assertThat(row("two")).hasAttribute("aria-current", "true");
        assertThat(page.locator("#effect")).isFocused();
        assertThat(toasts()).containsText("Approved. reservation/YAX4DR. Goes out in");
        page.clock().fastForward(1_000);
        press("t");
        assertThat(row("three")).hasAttribute("aria-current", "true");
        page.clock().fastForward(5_000);
        await(() -> assertThat(reviews.decisions()).hasSize(2));
        assertThat(reviews.decisions()).extracting(Written::review).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void afterTheLastOneTheFirstThatWaitsComes() {
        open("three");
        press("a");

        assertThat(row("one")).hasAttribute("aria-current", "true");
    }

    @Test
    void aSecondPressOfTheSameKeyDecidesNothingUnread() {
        open("one");
        page.evaluate("""
                async () => {
                  const press = key => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
                  press('a');
                  while (!document.querySelector('[data-review=two][aria-current=true]') || !document.querySelector('.letter')) {
                    await new Promise(requestAnimationFrame);
                  }
                  press('a');
                  press('t');
                }
                """);
        assertThat(page.locator(".toast .b")).hasCount(1);
        assertThat(toasts()).containsText("Approved. reservation/YAX4DR.");

        assertThat(button("Approve")).isEnabled();
        page.evaluate(
                "() => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', repeat: true, bubbles: true }))");
        assertThat(page.locator(".toast .b")).hasCount(1);
    }

    @Test
    void undoLeadsBackToTheReviewAndToWhatWasTypedInIt() {
        open("two");
        press("e");
        textbox("Message text").fill("Dear Jonas, yes.");
        press("Escape");
        press("a");
        assertThat(row("three")).hasAttribute("aria-current", "true");

        press("z");
        assertThat(row("two")).hasAttribute("aria-current", "true");
        assertThat(button("Approve with changes")).isEnabled();
        assertThat(page.locator(".letter ins").first()).isVisible();
        page.clock().fastForward(10_000);
        assertThat(reviews.decisions()).isEmpty();
    }

    @Test
    void theNextReviewIsFetchedAheadAndSaidToBeShownOnlyWhenItIs() {
        open("one");
        theNextIsReady("two");
        assertThat(reviews.written("shown")).isEmpty();
        reviews.holdDetail(true);

        press("j");
        assertThat(button("Approve")).isEnabled();
        assertThat(page.locator(".letter")).isVisible();
        await(() -> assertThat(reviews.written("shown")).hasSize(1));
        assertThat(reviews.written("shown").getFirst().review()).isEqualTo("two");
    }

    /** As where somebody comes by a link to one review. */
    @Test
    void theNextReviewIsFetchedAheadWhereTheListCameAfterTheReview() {
        reviews.holdList(true);
        page.navigate(base + "?review=one");
        assertThat(button("Approve")).isEnabled();

        reviews.holdList(false);

        theNextIsReady("two");
    }

    @Test
    void whatWasFetchedAheadIsNotTakenWhereItHasChangedSince() {
        open("one");
        theNextIsReady("two");
        reviews.review("two").put("version", 2).put("effect", "Send another one");
        FakeReviews.emit(page, "two");
        page.clock().fastForward(1_000);
        press("j");

        assertThat(page.locator("#effect")).containsText("Send another one");
    }

    @Test
    void whatWentOtherwiseOnAReviewOneHasLeftWaitsUntilItIsSeen() {
        reviews.beforeDecision(id -> reviews.decidedElsewhere(id, "approved", "tom", "Tom Keller"));
        open("one");
        press("r");
        page.getByLabel("In your words").fill("Ask Noah first.");
        page.keyboard().press("Control+Enter");
        assertThat(row("two")).hasAttribute("aria-current", "true");
        page.clock().fastForward(5_000);

        Locator notice = page.locator(".toast[role=alert]");
        assertThat(notice).containsText("Tom Keller approved this");
        page.clock().fastForward(60_000);
        assertThat(notice).isVisible();
        notice.getByText("Look at it").click();
        assertThat(banner()).containsText("Tom Keller’s decision counts. Yours was not sent.");
        assertThat(button("Copy my text")).isVisible();
        assertThat(notice).hasCount(0);
    }

    @Test
    void whoWantsToStaysAtTheReviewThatWasDecided() {
        open("one");
        press("?");
        page.getByLabel("After a verdict").selectOption("stay");
        press("Escape");
        press("a");

        assertThat(toasts()).containsText("Approved");
        assertThat(row("one")).hasAttribute("aria-current", "true");
    }

    @Test
    void anEditIsStillThereAfterLookingElsewhere() {
        open("two");
        press("e");
        textbox("Message text").fill("Dear Jonas, no.");
        press("Escape");
        press("j");
        assertThat(row("three")).hasAttribute("aria-current", "true");
        press("k");

        assertThat(button("Approve with changes")).isVisible();
    }

    @Test
    void anEditOfADraftThatHasChangedSinceIsNotPutOnTheNewOne() {
        open("two");
        press("e");
        textbox("Message text").fill("Dear Jonas, no.");
        press("Escape");
        press("j");
        assertThat(row("three")).hasAttribute("aria-current", "true");
        ObjectNode review = reviews.review("two");
        review.put("version", 2);
        review.withObject("/action/payload").put("text", "Dear Jonas, another draft.");
        FakeReviews.emit(page, "two");
        page.clock().fastForward(1_000);
        press("k");

        assertThat(page.locator(".letter .body")).containsText("another draft");
        assertThat(button("Approve")).isVisible();
    }
}
