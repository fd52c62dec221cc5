package dev.countersign.bench.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import dev.countersign.bench.Latencies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Somebody at a browser, who has never been here before, each time. Times are the browser's own. */
final class Reviewer implements AutoCloseable {

    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");
    /** Notes when the first row of the queue was painted, since the address was asked for. */
    private static final String FIRST_ROW = """
            new MutationObserver((_changes, observer) => {
              if (!document.querySelector('[data-review]')) return;
              observer.disconnect();
              requestAnimationFrame(() => setTimeout(() => { window.firstView = performance.now(); }));
            }).observe(document, { childList: true, subtree: true });
            """;
    /** Somebody reads; meanwhile the console makes the next one ready. */
    private static final double READING_MS = 400;

    private final Playwright playwright;
    private final Browser browser;
    private final String address;

    private Reviewer(Playwright playwright, Browser browser, String address) {
        this.playwright = playwright;
        this.browser = browser;
        this.address = address;
    }

    static Reviewer open(Path chromium, String address) {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        LaunchOptions options = new LaunchOptions().setExecutablePath(chromium).setArgs(QUIET);
        return new Reviewer(playwright, playwright.chromium().launch(options), address);
    }

    private BrowserContext somebody(String token) {
        return browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(1440, 900)
                .setExtraHTTPHeaders(Map.of("Authorization", "Bearer " + token)));
    }

    /** From asking for the address to the first review in the list, with nothing in any cache. */
    Duration firstView(String token) {
        try (BrowserContext context = somebody(token)) {
            Page page = context.newPage();
            page.addInitScript(FIRST_ROW);
            page.navigate(address + "/");
            page.waitForFunction("() => window.firstView !== undefined");
            return millis(page.evaluate("() => window.firstView"));
        }
    }

    /** From the key to the whole of the next review on the page, again and again. */
    Latencies oneAfterTheOther(String token, int many) {
        Latencies latencies = new Latencies();
        try (BrowserContext context = somebody(token)) {
            Page page = context.newPage();
            page.navigate(address + "/");
            page.locator("[data-review]").first().click();
            for (int at = 0; at <= many; at++) {
                page.waitForFunction("n => performance.getEntriesByName('review-shown').length > n", at);
                page.waitForTimeout(READING_MS);
                page.keyboard().press("j");
            }
            // The first was opened by hand, and was not made ready before.
            for (int at = 1; at <= many; at++) {
                latencies.add(
                        millis(page.evaluate("n => performance.getEntriesByName('review-shown')[n].duration", at)));
            }
        }
        return latencies;
    }

    /** All script that a first view loads, as gzip has it. */
    int compressedScript(String token) {
        List<Response> scripts = new ArrayList<>();
        try (BrowserContext context = somebody(token)) {
            Page page = context.newPage();
            page.onResponse(response -> {
                if (response.request().resourceType().equals("script")) {
                    scripts.add(response);
                }
            });
            page.navigate(address + "/");
            page.locator("[data-review]").first().waitFor();
            return scripts.stream()
                    .mapToInt(script -> compressed(script.body()))
                    .sum();
        }
    }

    private static int compressed(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.size();
    }

    private static Duration millis(Object number) {
        return Duration.ofNanos((long) (((Number) number).doubleValue() * 1e6));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
