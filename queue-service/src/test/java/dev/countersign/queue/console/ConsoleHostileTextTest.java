package dev.countersign.queue.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import dev.countersign.queue.QueueTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What agents and customers write may try to deceive the reviewer: it stays text, and nothing in it stays hidden. */
@QueueTest
class ConsoleHostileTextTest extends ConsoleTest {

    private static final String ID = "r-hostile";
    private static final String HOSTILE =
            "<img src=https://evil.example/x.png onerror=\"window.pwned=1\"><script>window.pwned=1</script>"
                    + "<style>*{display:none}</style><a href=\"javascript:window.pwned=1\">here</a> **bold** [x](https://evil.example) {{7*7}} ${7*7}";

    private ObjectNode hostileEverywhere() {
        ObjectNode review = reviews.add("email", ID);
        ObjectNode payload = (ObjectNode) review.at("/action/payload");
        payload.put("text", HOSTILE).put("subject", HOSTILE).put(HOSTILE, HOSTILE);
        review.put("effect", HOSTILE)
                .put("target", HOSTILE)
                .put("process", HOSTILE)
                .put("because", HOSTILE);
        review.putArray("sources")
                .addObject()
                .put("title", HOSTILE)
                .put("uri", "javascript:window.pwned=1")
                .put("excerpt", HOSTILE);
        review.putArray("reasons")
                .addObject()
                .put("source", HOSTILE)
                .put("code", HOSTILE)
                .put("detail", HOSTILE);
        ObjectNode content = review.putObject("case").put("id", HOSTILE).put("subject", HOSTILE);
        content.putObject("attributes").put(HOSTILE, HOSTILE);
        content.putArray("conversation").addObject().put("role", HOSTILE).put("text", HOSTILE);
        review.putObject("run")
                .put("id", HOSTILE)
                .put("model", HOSTILE)
                .put("prompt", HOSTILE)
                .putArray("permissions")
                .add(HOSTILE);
        return review;
    }

    @Test
    void markupAndScriptsInADraftAreShownAndDoNothing() {
        hostileEverywhere();
        open(ID);
        assertThat(page.locator(".letter .body")).containsText("<script>window.pwned=1</script>");
        assertThat(page.locator(".turn").first()).containsText("**bold** [x](https://evil.example)");
        press("p");
        press("e");
        press("Escape");
        page.waitForTimeout(200);

        assertThat(page.evaluate("() => window.pwned ?? null")).isNull();
        assertThat(page.locator("#console img, #console script, #console style, #console iframe"))
                .hasCount(0);
        assertThat(page.locator("#console a[href^='javascript']")).hasCount(0);
        assertThat(reviews.foreignRequests()).isEmpty();
        assertThat(complaints).isEmpty();
    }

    @Test
    void hiddenCharactersAreShownWhereTheyStandAndCounted() {
        List<String> hidden = List.of(
                "200B", "200C", "200D", "200E", "200F", "202A", "202D", "202E", "2060", "2066", "2069", "FEFF", "00AD",
                "034F", "061C", "115F", "180E", "2028", "2800", "3164", "FFA0", "FFF9", "E0001", "E0041", "E0100",
                "0007", "001B", "0085", "FE01");
        StringBuilder text = new StringBuilder("Dear ");
        List<String> names = new ArrayList<>();
        for (String point : hidden) {
            text.append('a').appendCodePoint(Integer.parseInt(point, 16)).append('b');
            names.add("U+" + point);
        }
        ObjectNode review = reviews.add("email", ID);
        ((ObjectNode) review.at("/action/payload")).put("text", text.toString());
        open(ID);

        assertThat(page.locator(".letter .cp").allTextContents()).isEqualTo(names);
        assertThat(page.locator(".hidden-count")).hasText(hidden.size() + " hidden characters");
        assertThat(page.locator(".letter ~ .hidden-chars"))
                .containsText(hidden.size() + " hidden characters in this text");
    }

    @Test
    void whatIsSeenInOrdinaryTextIsNotCalledHidden() {
        ObjectNode review = reviews.add("email", ID);
        String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
        ((ObjectNode) review.at("/action/payload")).put("text", "Línea 1\r\nשלום\tمرحبا " + family + " ❤\uFE0F – “ok”");
        open(ID);

        assertThat(page.locator(".cp")).hasCount(0);
        assertThat(page.locator(".letter .body")).containsText(family);
    }

    @Test
    void aLinkShowsItsWholeAddressAndOnlyWebAddressesCanBeFollowed() {
        ObjectNode review = reviews.add("email", ID);
        review.putArray("sources")
                .add(source("https://bank.example@evil.example/login?next=/"))
                .add(source("data:text/html,<script>1</script>"))
                .add(source("crm://calls/77"));
        open(ID);

        Locator links = page.locator(".src a");
        assertThat(links).hasCount(1);
        assertThat(links).hasText("https://bank.example@evil.example/login?next=/");
        assertThat(links).hasAttribute("rel", "noopener noreferrer nofollow");
        assertThat(page.locator(".src .uri").nth(1)).hasText("data:text/html,<script>1</script>");
    }

    private static ObjectNode source(String uri) {
        return FakeReviews.JSON
                .createObjectNode()
                .put("title", "A source")
                .put("uri", uri)
                .put("excerpt", "An excerpt");
    }

    @Test
    void nothingOfAMessagesPayloadIsOutOfSight() {
        ObjectNode review = reviews.add("email", ID);
        ((ObjectNode) review.at("/action/payload"))
                .put("send_copy_to", "rival@evil.example")
                .putArray("attachments")
                .add("contract.pdf");
        open(ID);

        assertThat(page.locator(".record")).containsText("rival@evil.example");
        assertThat(page.locator(".record")).containsText("contract.pdf");
    }

    private void domains(String text, String source) {
        ObjectNode review = reviews.add("email", ID);
        ((ObjectNode) review.at("/action/payload")).put("text", text);
        review.putArray("sources").addObject().put("title", "Account").put("excerpt", source);
    }

    @Test
    void aDomainThatPosesAsAnotherIsMarkedWhereItStandsAndCounted() {
        domains(
                "Pay at https://\u0430pple.com/pay, \u0455\u0441\u043e\u0440\u0435.com, https://xn--pple-43d.com/ or billing@nordvik.exarnple, "
                        + "or g\u043e\u200Bogle.com.",
                "Invoices go to billing@nordvik.example, see google.com");
        open(ID);

        assertThat(page.locator(".letter .odd")).hasText(new String[] {
            "\u0430pple.com", "\u0455\u0441\u043e\u0440\u0435.com", "xn--pple-43d.com", "nordvik.exarnple"
        });
        assertThat(page.locator(".letter .odd-why")).hasText(new String[] {
            "letters of several scripts, looks like apple.com",
            "other letters, looks like scope.com",
            "says \u0430pple.com",
            "looks like nordvik.example, and is not"
        });
        assertThat(page.locator(".src .odd")).hasCount(0);
        assertThat(page.locator(".odd-count")).hasText("4 odd addresses");
    }

    @Test
    void aDomainThatIsWhatItLooksLikeIsNotMarked() {
        domains(
                "https://m\u00fcller.de, \u043f\u0440\u0438\u0432\u0435\u0442.\u0440\u0444, \u65e5\u672c\u8a9eabc.jp, \ud55c\uad6d.kr, jonas@nordvik.example, e.g. v1.2.beta, 12.50, file.txt",
                "https://crm.nordvik.example/accounts");
        open(ID);

        assertThat(page.locator(".odd")).hasCount(0);
        assertThat(page.locator(".odd-count")).hasCount(0);
    }

    @Test
    void theCountLeadsToThePlaceEvenWhereItIsFolded() {
        ObjectNode review = reviews.add("email", ID);
        review.withObject("/run").put("prompt", "You are \u202Ea writer");
        open(ID);
        assertThat(page.locator(".hidden-count")).hasText("1 hidden character");
        page.locator(".hidden-count").click();

        assertThat(page.locator("pre .cp")).isInViewport();
    }

    @Test
    void aLongGapIsSaidSoThatNothingIsReadPast() {
        ObjectNode review = reviews.add("email", ID);
        ((ObjectNode) review.at("/action/payload"))
                .put("text", "Dear Jonas," + "\n".repeat(41) + "pay" + " ".repeat(80) + "nobody");
        open(ID);

        assertThat(page.locator(".letter .blanks")).hasText(new String[] {"40 empty lines", "80 spaces"});
    }
}
