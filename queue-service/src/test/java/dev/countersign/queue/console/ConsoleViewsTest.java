package dev.countersign.queue.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.countersign.queue.QueueTest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A part of the queue, found and kept; and keys as a person wants them. */
@QueueTest
class ConsoleViewsTest extends ConsoleTest {

    private void start() {
        page.navigate(base.toString());
        assertThat(page.locator("[data-review]").first()).isVisible();
        assertThat(page.locator(".rail .live")).hasText("Live");
    }

    private void two() {
        reviews.add("record", "one");
        reviews.add("email", "two");
    }

    private void kept(String pointer, String value) {
        await(() -> assertThat(reviews.preferences().at(pointer).asText()).isEqualTo(value));
    }

    private Locator link(String name) {
        return page.locator(".rail").getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name));
    }

    @Test
    void theListIsNarrowedToOneProcess() {
        two();
        start();
        press("/");
        page.getByLabel("Process").selectOption("sales-follow-up");

        assertThat(page.locator("[data-review]")).hasCount(1);
        assertThat(page.locator("[data-review=two]")).isVisible();
        assertThat(reviews.asked()).contains("GET /v1/reviews?state=open&scope=mine&limit=100&process=sales-follow-up");
        page.goBack();
        assertThat(page.locator("[data-review]")).hasCount(2);
    }

    @Test
    void aSearchFindsWhatIsFarDownTheList() {
        for (int at = 0; at < 250; at++) {
            reviews.add(at == 240 ? "email" : "record", "r-" + at);
        }
        reviews.pagesOf(100);
        start();
        assertThat(page.locator("[data-review]")).hasCount(100);
        assertThat(page.locator(".rail a[aria-current=page] b")).hasText("200+");
        search("nordvik");

        assertThat(page.locator("[data-review=r-240]")).isVisible();
        assertThat(page.locator(".queue header")).containsText("1 found");
        assertThat(reviews.asked()).contains("GET /v1/reviews?state=open&scope=mine&limit=100&text=nordvik");
        press("Escape");
        assertThat(page.locator("[data-review]")).hasCount(100);
    }

    @Test
    void moreOfWhatIsFoundIsShownWhenAskedFor() {
        for (int at = 0; at < 120; at++) {
            reviews.add("record", "r-" + at);
        }
        reviews.add("email", "other");
        reviews.pagesOf(100);
        start();
        search("airline-changes");
        assertThat(page.locator(".queue header")).containsText("100+ found");
        button("Show more").click();

        assertThat(page.locator(".queue header")).containsText("120 found");
        assertThat(page.locator("[data-review]")).hasCount(120);
    }

    @Test
    void theListIsDownloadedForASpreadsheet() throws IOException {
        two();
        start();
        press("/");
        page.getByLabel("Process").selectOption("sales-follow-up");
        page.locator("#filter").fill("nordvik");

        Download file =
                page.waitForDownload(() -> page.getByText("Download as CSV").click());

        assertThat(file.suggestedFilename()).isEqualTo("reviews-mine.csv");
        assertThat(Files.readString(file.path())).isEqualTo("id\r\none\r\ntwo\r\n");
        assertThat(reviews.asked())
                .contains("GET /v1/reviews?state=open&scope=mine&limit=10000&process=sales-follow-up&text=nordvik");
    }

    @Test
    void whereNothingMatchesItSaysWhatWasLookedThrough() {
        two();
        start();
        search("no such thing");

        assertThat(page.locator(".queue .blank")).containsText("Nothing in the list matches");
        assertThat(page.locator(".queue .blank")).containsText("Every review of this list was looked through");
    }

    @Test
    void whatCouldNotBeLookedThroughIsNotSaidToBe() {
        two();
        start();
        reviews.refuseWith(0);
        search("no such thing");
        assertThat(page.locator(".rail .live")).not().hasText("Live");
        assertThat(page.locator(".queue .blank")).hasCount(0);

        reviews.refuseWith(-1);
        assertThat(page.locator(".queue .blank")).containsText("Nothing in the list matches");
    }

    @Test
    void aViewIsKeptUnderANameAndComesBackAfterSigningInAgain() {
        two();
        start();
        link("Team").click();
        press("/");
        page.getByLabel("Process").selectOption("airline-changes");
        page.locator("#filter").fill("YAX");
        button("Save this view").click();
        button("Save").click();
        assertThat(page.locator("#view-error")).hasText("Give it a name.");
        page.getByLabel("Name of the view").fill("Moves");
        page.keyboard().press("Enter");
        assertThat(link("Moves")).hasAttribute("aria-current", "page");
        kept("/views/0/name", "Moves");
        assertThat(reviews.preferences().at("/views/0").toString())
                .isEqualTo(
                        "{\"name\":\"Moves\",\"scope\":\"team\",\"state\":\"open\",\"process\":\"airline-changes\",\"text\":\"YAX\"}");

        page.evaluate("() => localStorage.clear()");
        start();
        link("Moves").click();
        assertThat(page.locator("[data-review]")).hasCount(1);
        assertThat(page.locator("#filter")).hasValue("YAX");
    }

    @Test
    void aViewIsRemovedByItsButton() {
        two();
        reviews.preferences()
                .putArray("views")
                .addObject()
                .put("name", "Moves")
                .put("scope", "team")
                .put("state", "open");
        start();
        link("Moves").hover();
        button("Remove the view Moves").click();

        assertThat(link("Moves")).hasCount(0);
        await(() -> assertThat(reviews.preferences().path("views")).isEmpty());
    }

    @Test
    void whatWasKeptElsewhereMeanwhileIsNotLost() {
        two();
        start();
        press("/");
        page.locator("#filter").fill("nordvik");
        reviews.preferences()
                .putArray("views")
                .addObject()
                .put("name", "Theirs")
                .put("scope", "all")
                .put("state", "open");
        reviews.preferencesAreStale();
        button("Save this view").click();
        page.getByLabel("Name of the view").fill("Mine");
        page.keyboard().press("Enter");

        kept("/views/1/name", "Mine");
        assertThat(reviews.preferences().at("/views/0/name").asText()).isEqualTo("Theirs");
        assertThat(link("Theirs")).isVisible();
    }

    private void rekey(String command, String key) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Change the key for " + command + ":"))
                .click();
        press(key);
    }

    @Test
    void anotherKeyForACommandIsKeptAndTheUsualOneIsFree() {
        reviews.add("record", "one");
        page.clock().install();
        open("one");
        press("?");
        rekey("Approve", "y");
        assertThat(page.locator(".keys-say")).hasText("Approve is y now.");
        kept("/keys/approve", "y");
        press("Escape");
        press("Escape");
        open("one");
        press("a");
        page.waitForTimeout(200);
        assertThat(toasts()).not().containsText("Approved");
        press("y");

        assertThat(toasts()).containsText("Approved");
    }

    @Test
    void aKeyThatIsTakenOrCannotBeUsedChangesNothing() {
        two();
        start();
        press("?");
        rekey("Approve", "j");
        assertThat(page.locator(".keys-say")).hasText("j is taken by “Next review”. Nothing was changed.");
        press("Escape");
        assertThat(page.locator("dialog")).isVisible();
        for (String key : List.of("5", "g", " ")) {
            rekey("Approve", key);
            press("Escape");
        }

        assertThat(reviews.asked()).noneMatch(asked -> asked.startsWith("PUT"));
        press("Escape");
        press("j");
        assertThat(page.locator("[data-review=one]")).hasAttribute("aria-current", "true");
    }

    @Test
    void allKeysCanBeTheUsualOnesAgain() {
        two();
        reviews.preferences().putObject("keys").put("next", "ArrowDown").put("approve", "y");
        start();
        press("ArrowDown");
        assertThat(page.locator("[data-review=one]")).hasAttribute("aria-current", "true");
        press("?");
        button("Usual keys").click();
        press("Escape");
        press("j");

        assertThat(page.locator("[data-review=two]")).hasAttribute("aria-current", "true");
        await(() -> assertThat(reviews.preferences().path("keys")).isEmpty());
    }

    @Test
    void withoutAPlaceToKeepThemAtTheServiceTheyAreKeptHere() {
        two();
        page.route(
                "**/v1/me/preferences",
                route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                        .setStatus(404)
                        .setBody("{}")));
        start();
        press("?");
        rekey("Next review", "n");
        press("Escape");
        start();
        press("n");

        assertThat(page.locator("[data-review=one]")).hasAttribute("aria-current", "true");
    }

    @Test
    void enterOpensTheMostUrgentWhereNothingHasTheFocus() {
        two();
        start();
        press("Enter");

        assertThat(page.locator("[data-review=one]")).hasAttribute("aria-current", "true");
    }
}
