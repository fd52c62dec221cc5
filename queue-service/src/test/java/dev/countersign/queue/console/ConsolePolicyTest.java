package dev.countersign.queue.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Response;
import dev.countersign.localstack.test.Tokens;
import dev.countersign.queue.QueueTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What the page may do at all: run its own script, speak with its own service, and nothing else; and how much of it there is. */
@QueueTest
class ConsolePolicyTest extends ConsoleTest {

    private static final int MOST_SCRIPT = 300_000;

    /** What the browser reports that the policy stopped. */
    private static final String REPORTS = """
            window.reports = [];
            document.addEventListener('securitypolicyviolation', event =>
              window.reports.push(event.effectiveDirective + ' ' + event.blockedURI));
            """;

    private static String policyOf(String path) {
        return given().header("Authorization", "Bearer " + Tokens.person("maria", "reviewer"))
                .get(path)
                .header("Content-Security-Policy");
    }

    @Test
    void everyAnswerForbidsInlineScriptAndWhateverComesFromElsewhere() {
        assertThat(List.of("/", "/v1/me", "/countersign.svg", "/no-such-page"))
                .allSatisfy(path -> assertThat(policyOf(path).split(";\\s*"))
                        .containsExactlyInAnyOrder(
                                "default-src 'none'",
                                "script-src 'self'",
                                "style-src 'self'",
                                "img-src 'self' data:",
                                "connect-src 'self'",
                                "font-src 'self'",
                                "base-uri 'none'",
                                "form-action 'self'",
                                "frame-ancestors 'none'"));
    }

    @Test
    void theConsoleNeverRunsIntoItsOwnPolicy() {
        page.addInitScript(REPORTS);
        reviews.add("email", "one");
        open("one");
        press("e");
        textbox("Message text").fill("Dear Jonas, 15 % off.");
        press("Escape");
        press("p");
        press("?");
        assertThat(page.locator("dialog")).isVisible();

        assertThat(reports()).isEmpty();
    }

    @Test
    void whateverGotOntoThePageAllTheSameIsStoppedAndReported() {
        page.addInitScript(REPORTS);
        reviews.add("email", "one");
        open("one");
        page.evaluate("""
                () => {
                  const script = document.createElement('script');
                  script.textContent = 'window.pwned = 1';
                  const holder = document.createElement('div');
                  holder.innerHTML = '<img src="https://evil.example/x.png" onerror="window.pwned = 2"><b style="color: red">x</b>'
                    + '<form action="https://evil.example/"></form><iframe src="https://evil.example/"></iframe>';
                  document.body.append(script, holder);
                  holder.querySelector('form').submit();
                }
                """);

        page.waitForCondition(() -> reports().size() >= 6);
        assertThat(reports())
                .contains(
                        "script-src-elem inline",
                        "script-src-attr inline",
                        "style-src-attr inline",
                        "img-src https://evil.example/x.png",
                        "frame-src https://evil.example",
                        "form-action https://evil.example/?");
        assertThat(page.evaluate("() => window.pwned ?? null")).isNull();
        assertThat(reviews.foreignRequests()).isEmpty();
        // One that is made, by a page without that policy, is noticed.
        page.navigate("about:blank");
        page.evaluate("() => fetch('https://evil.example/').catch(() => undefined)");
        assertThat(reviews.foreignRequests()).containsExactly("https://evil.example/");
    }

    @SuppressWarnings("unchecked")
    private List<String> reports() {
        return (List<String>) page.evaluate("() => window.reports");
    }

    @Test
    void theWholeScriptOfThePageIsSmall() {
        List<Response> scripts = new ArrayList<>();
        page.onResponse(response -> {
            if (response.request().resourceType().equals("script")) {
                scripts.add(response);
            }
        });
        reviews.add("email", "one");
        open("one");

        assertThat(scripts).isNotEmpty();
        int compressed =
                scripts.stream().mapToInt(script -> compressed(script.body())).sum();
        assertThat(compressed).isBetween(10_000, MOST_SCRIPT);
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
}
