package dev.countersign.queue.console;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.countersign.localstack.Chromium;
import dev.countersign.localstack.test.Tokens;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A real Chromium, in whose windows María is signed in by a bearer token. One for the whole run: to start it takes seconds. */
final class ConsoleBrowser {

    private static final double PATIENCE_MS = PATIENCE.toMillis();
    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static @Nullable ConsoleBrowser running;

    private final Browser browser;

    private ConsoleBrowser(Browser browser) {
        this.browser = browser;
    }

    /** The browser, started for the first who asks. Without one the test is skipped and says what to install; in CI it fails. */
    static ConsoleBrowser running() {
        if (running == null) {
            running = start();
        }
        return running;
    }

    private static ConsoleBrowser start() {
        Path chromium = Chromium.findShell().orElseGet(ConsoleBrowser::missing);
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        LaunchOptions options = new LaunchOptions().setExecutablePath(chromium).setArgs(QUIET);
        Runtime.getRuntime().addShutdownHook(new Thread(playwright::close, "close-browser"));
        return new ConsoleBrowser(playwright.chromium().launch(options));
    }

    private static Path missing() {
        String say = "no Chromium on the PATH; " + Chromium.HOW_TO_INSTALL + ", or set " + Chromium.VARIABLE;
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(say);
        }
        System.err.println("SKIPPED: the console's tests, " + say);
        return abort(say);
    }

    /** A window of somebody who has never been here. */
    Page window() {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(1440, 900)
                .setLocale("en-GB")
                .setExtraHTTPHeaders(Map.of("Authorization", "Bearer " + Tokens.person("maria", "reviewer"))));
        context.setDefaultTimeout(PATIENCE_MS);
        return context.newPage();
    }
}
