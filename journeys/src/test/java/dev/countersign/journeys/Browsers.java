package dev.countersign.journeys;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.localstack.Chromium;
import java.nio.file.Path;
import java.util.List;

/** A real Chromium. Each person has a profile of their own in it, empty at first. */
final class Browsers implements AutoCloseable {

    private static final int WIDTH = 1440;
    private static final int HEIGHT = 900;
    /** Only what hangs runs into this: the first page of a cold identity provider on a busy machine does not. */
    private static final double PATIENCE_MS = PATIENCE.toMillis();

    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private Browsers(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts the browser. Without one the test is skipped and says what to install; in CI it fails. */
    static Browsers open() {
        Path chromium = Chromium.find().orElseGet(Browsers::missing);
        Playwright playwright = Playwright.create();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        return new Browsers(
                playwright,
                playwright
                        .chromium()
                        .launch(new LaunchOptions().setExecutablePath(chromium).setArgs(QUIET)));
    }

    private static Path missing() {
        String say = "no Chromium found: install one (" + Chromium.HOW_TO_INSTALL + "), or set " + Chromium.VARIABLE
                + " to its program";
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(say);
        }
        System.err.println("SKIPPED: the browser journeys, " + say);
        return abort(say);
    }

    /** A new window of somebody who is not logged in anywhere. */
    Page window() {
        return window(anew());
    }

    /** A window as somebody has it who comes back: with the cookies that a window of theirs had. */
    Page windowOf(String storageState) {
        return window(anew().setStorageState(storageState));
    }

    private static Browser.NewContextOptions anew() {
        return new Browser.NewContextOptions()
                .setViewportSize(WIDTH, HEIGHT)
                .setColorScheme(ColorScheme.LIGHT)
                .setLocale("en-GB");
    }

    private Page window(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        context.setDefaultTimeout(PATIENCE_MS);
        return context.newPage();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
