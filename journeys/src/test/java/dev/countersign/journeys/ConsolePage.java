package dev.countersign.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;

/** The reviewer's console in somebody's browser. */
final class ConsolePage {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final Page page;
    private final String base;

    ConsolePage(Page page, String base) {
        this.page = page;
        this.base = base;
    }

    /** Goes to any address of the console, and logs in where the identity provider asks. */
    ConsolePage login(String address, String person) {
        page.navigate(address);
        assertThat(page).hasURL(Pattern.compile(".*/realms/countersign/.*"));
        page.locator("#username").fill(person);
        page.locator("#password").fill(person);
        page.locator("#kc-login").click();
        assertThat(page.locator(".rail .live")).hasText("Live");
        return this;
    }

    /** The same with the keys alone. */
    ConsolePage loginByKeyboard(String address, String person) {
        page.navigate(address);
        assertThat(page).hasURL(Pattern.compile(".*/realms/countersign/.*"));
        assertThat(page.locator("#username")).isFocused();
        page.keyboard().type(person);
        page.keyboard().press("Tab");
        page.keyboard().type(person);
        page.keyboard().press("Enter");
        assertThat(page.locator(".rail .live")).hasText("Live");
        return this;
    }

    /** Only the reviews of one process, of all that this person may see. */
    ConsolePage show(String process) {
        page.navigate(addressOf(process));
        assertThat(page.locator(".rail .live")).hasText("Live");
        return this;
    }

    String addressOf(String process) {
        return base + "/?scope=all&process=" + process;
    }

    /** Logs in on the front page. */
    ConsolePage login(String person) {
        return login(base + "/", person);
    }

    ConsolePage open(UUID review) {
        page.navigate(base + "/?review=" + review);
        return this;
    }

    /** The review is all there, and may be decided. */
    ConsolePage awaitDecidable() {
        assertThat(button("Approve")).isEnabled();
        return this;
    }

    Page page() {
        return page;
    }

    Locator button(String name) {
        return page.locator(".bar")
                .getByRole(
                        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^" + name + "\\b.*")))
                .first();
    }

    /** What approving would do. */
    Locator effect() {
        return page.locator("#effect");
    }

    Locator lastAsked() {
        return page.locator(".asked");
    }

    Locator letter() {
        return page.locator(".letter");
    }

    Locator record() {
        return page.locator("table.record");
    }

    /** The row of a field: its name, now and after. */
    Locator field(String name) {
        return record().locator(
                        "tr",
                        new Locator.LocatorOptions()
                                .setHas(page.locator(
                                        "th", new Page.LocatorOptions().setHasText(Pattern.compile("^" + name)))));
    }

    Locator toast() {
        return page.locator(".toasts");
    }

    Locator queue() {
        return page.locator("section.queue");
    }

    /** The row of a review in the list. */
    Locator row(UUID review) {
        return queue().locator("[data-review='" + review + "']");
    }

    void press(String key) {
        page.keyboard().press(key);
    }

    /** The whole page as a picture, for people. */
    void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }
}
