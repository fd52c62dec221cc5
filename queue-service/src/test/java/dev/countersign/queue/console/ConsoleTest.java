package dev.countersign.queue.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.countersign.localstack.test.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.countersign.queue.console.FakeReviews.Written;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of the console share: a browser, an empty window each, and the things on the page by their names. */
abstract class ConsoleTest {

    @TestHTTPResource("/")
    URI base;

    Page page;
    FakeReviews reviews;
    /** What the browser had to complain about: scripts that failed, or that the page's policy stopped. */
    final List<String> complaints = new ArrayList<>();

    @BeforeEach
    void openAWindow() {
        page = ConsoleBrowser.running().window();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        reviews = FakeReviews.behind(page);
    }

    @AfterEach
    void closeTheWindow() {
        // So that nothing is asked for any more while the window closes.
        page.navigate("about:blank");
        reviews.end();
        page.context().close();
    }

    /** Opens a review and waits until all of it is there. */
    void open(String id) {
        page.navigate(base + "?review=" + id);
        assertThat(button("Edit")).isEnabled();
        assertThat(page.locator(".rail .me")).containsText("María Ruiz");
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator textbox(String name) {
        return page.getByRole(
                AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator banner() {
        return page.locator(".review .banner");
    }

    Locator toasts() {
        return page.locator(".toasts");
    }

    /** Waits for what the page does with the service behind it; the fake service answers on this thread, while it waits. */
    void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).untilAsserted(() -> {
            page.waitForTimeout(20);
            assertion.run();
        });
    }

    /** The first verdict that the service was sent. */
    Written theDecision() {
        await(() -> assertThat(reviews.decisions()).isNotEmpty());
        return reviews.decisions().getFirst();
    }

    /** Types into the search, as soon as it has the focus. */
    void search(String words) {
        press("/");
        assertThat(page.locator("#filter")).isFocused();
        page.keyboard().type(words);
    }

    void press(String key) {
        page.keyboard().press(key);
    }
}
