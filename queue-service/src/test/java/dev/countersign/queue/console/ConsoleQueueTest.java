package dev.countersign.queue.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.queue.QueueTest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list: live, but still where a person is in it. */
@QueueTest
class ConsoleQueueTest extends ConsoleTest {

    private void start() {
        page.navigate(base.toString());
        assertThat(page.locator("[data-review]")).hasCount(2);
        assertThat(page.locator(".rail .live")).hasText("Live");
    }

    private void two() {
        reviews.add("record", "one");
        reviews.add("email", "two");
    }

    @Test
    void whatIsNewComesByItself() {
        two();
        start();
        reviews.add("record", "three");
        FakeReviews.emit(page, "three");

        assertThat(page.locator("[data-review]")).hasCount(3);
        assertThat(page.locator(".queue header")).containsText("3 waiting");
    }

    @Test
    void anOlderListThatComesLateDoesNotTakeWhatIsNewAway() {
        two();
        start();
        reviews.holdList(true);
        FakeReviews.emit(page, "two");
        await(() -> assertThat(reviews.listsHeld()).isEqualTo(1));
        reviews.add("record", "three");
        FakeReviews.emit(page, "three");
        await(() -> assertThat(reviews.listsHeld()).isEqualTo(2));

        reviews.holdList(false);

        assertThat(page.locator("[data-review=three]")).isVisible();
        // Long enough for the other answer, which was sent at the same time.
        page.waitForTimeout(100);
        assertThat(page.locator("[data-review=three]")).isVisible();
    }

    @Test
    void anOlderListThatFailsLateSaysNothingOfTheOneThatIsThere() {
        page.navigate(base.toString());
        assertThat(page.locator(".rail .live")).hasText("Live");
        reviews.holdList(true);
        FakeReviews.emit(page, "one");
        await(() -> assertThat(reviews.listsHeld()).isEqualTo(1));
        FakeReviews.emit(page, "one");
        await(() -> assertThat(reviews.listsHeld()).isEqualTo(2));
        reviews.failFirstHeldList();

        reviews.holdList(false);

        page.waitForTimeout(100);
        assertThat(page.getByText("The queue could not be loaded")).isHidden();
    }

    @Test
    void whatIsFoundIsShownWholeThoughAnEventAskedAgainAndWasAnsweredFirst() {
        two();
        reviews.add("record", "three");
        reviews.pagesOf(2);
        start();
        search("");
        page.locator("[data-review=one]").hover();
        reviews.holdList(true);
        page.keyboard().type("Move");
        await(() -> assertThat(reviews.listsHeld()).isEqualTo(1));
        FakeReviews.emit(page, "two");
        await(() -> assertThat(reviews.listsHeld()).isEqualTo(2));

        reviews.holdList(false);

        assertThat(page.locator(".queue[aria-busy=false]")).isVisible();
        assertThat(FakeReviews.listed(page)).isEqualTo(List.of("one", "three"));
        assertThat(button("1 new")).isHidden();
    }

    @Test
    void whatIsNewWaitsWhileThePointerIsInTheList() {
        two();
        start();
        page.locator("[data-review=two]").hover();
        reviews.add("record", "three");
        FakeReviews.emit(page, "three");

        assertThat(button("1 new")).isVisible();
        assertThat(FakeReviews.listed(page)).isEqualTo(List.of("one", "two"));
        button("1 new").click();
        assertThat(page.locator("[data-review]")).hasCount(3);
    }

    @Test
    void reviewsAreReachedByKeyboard() {
        two();
        start();
        page.keyboard().press("j");
        assertThat(page.locator("[data-review=one]")).hasAttribute("aria-current", "true");
        assertThat(page.locator("#effect")).isFocused();
        page.keyboard().press("j");
        assertThat(page.locator("[data-review=two]")).hasAttribute("aria-current", "true");
        page.keyboard().press("k");
        assertThat(page.locator("[data-review=one]")).hasAttribute("aria-current", "true");
        assertThat(button("Approve")).isEnabled();
        page.keyboard().press("Escape");
        assertThat(page.locator("[data-review=one]")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("#effect")).isFocused();
    }

    @Test
    void theListCanBeFiltered() {
        two();
        start();
        search("nordvik");

        assertThat(page.locator("[data-review]")).hasCount(1);
        page.keyboard().press("Escape");
        assertThat(page.locator("[data-review]")).hasCount(2);
    }

    @Test
    void singleKeysCanBeSwitchedOff() {
        two();
        start();
        page.keyboard().press("?");
        page.getByLabel("Single keys").uncheck();
        button("Close").click();
        page.keyboard().press("j");
        page.waitForTimeout(200);

        assertThat(page.locator("[data-review=one]")).hasAttribute("aria-current", "false");
    }

    @Test
    void theClockSaysHowMuchIsLeftAndWhenItRunsShort() {
        Instant now = Instant.now();
        reviews.add("record", "late")
                .put("openedAt", now.minusSeconds(3500).toString())
                .put("decideBy", now.plusSeconds(270).toString());
        reviews.add("record", "short")
                .put("openedAt", now.minusSeconds(7200).toString())
                .put("decideBy", now.plusSeconds(1830).toString());
        reviews.add("record", "calm")
                .put("openedAt", now.minusSeconds(60).toString())
                .put("decideBy", now.plusSeconds(3930).toString());
        reviews.add("record", "over")
                .put("openedAt", now.minusSeconds(600).toString())
                .put("decideBy", now.minusSeconds(5).toString());
        page.navigate(base.toString());

        assertThat(page.locator("[data-review=late] .clock.late")).hasText("4 min left");
        assertThat(page.locator("[data-review=short] .clock.short")).hasText("30 min left");
        assertThat(page.locator("[data-review=calm] .clock")).hasText("1 h 05 min");
        assertThat(page.locator("[data-review=over] .clock")).hasText("Time is up");
    }

    @Test
    void anEmptyQueueSaysSo() {
        page.navigate(base.toString());

        assertThat(page.locator(".queue .blank")).containsText("Nothing waits for you");
    }

    @Test
    void onAPhoneThereIsOnePaneAtATime() {
        two();
        page.setViewportSize(390, 844);
        start();
        page.locator("[data-review=two]").click();
        assertThat(button("Approve")).isEnabled();
        assertThat(page.locator(".queue")).isHidden();
        page.locator(".pbar").getByRole(AriaRole.BUTTON).click();
        assertThat(page.locator(".queue")).isVisible();
    }

    @Test
    void theDarkColoursAreTheSameHoweverTheyAreChosen() {
        two();
        start();
        String asChosen = colours(true);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));

        assertThat(colours(false)).isEqualTo(asChosen);
    }

    private String colours(boolean chosen) {
        return (String) page.evaluate("""
                chosen => {
                  const root = document.documentElement;
                  if (chosen) root.dataset.theme = 'dark'; else delete root.dataset.theme;
                  const names = ['canvas','surface','sunken','hover','selected','line','line-strong','line-control','ink','ink-2','ink-3','ink-inverse',
                    'accent','accent-soft','act','act-ink','warn','warn-soft','warn-line','danger','danger-soft','danger-line','good','good-soft','good-line',
                    'mark','mark-ink','ins-bg','ins-ink','del-bg','del-ink','focus','scrim','lift'];
                  return names.map(name => name + getComputedStyle(root).getPropertyValue('--' + name)).join();
                }
                """, chosen);
    }
}
