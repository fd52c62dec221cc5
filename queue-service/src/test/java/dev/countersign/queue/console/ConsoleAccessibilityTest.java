package dev.countersign.queue.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.countersign.queue.QueueTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state of the console, in both themes, as axe-core sees it: nothing keeps anybody out (WCAG 2.2 AA and good practice). */
@QueueTest
class ConsoleAccessibilityTest extends ConsoleTest {

    private static final String AXE = axe();
    private static final String RUN = """
            async () => (await axe.run({ resultTypes: ['violations']%s })).violations
              .flatMap(violation => violation.nodes.map(node => violation.id + ' at ' + node.target.join(' ') + ': ' + node.failureSummary))
            """;

    private static final String EVERYTHING = "";
    private static final String COLOURS = ", runOnly: ['color-contrast', 'link-in-text-block']";

    private interface Act {
        void in(ConsoleAccessibilityTest test);
    }

    /** One state of the console, and how to come to it. */
    private record State(String name, Act act) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static State state(String name, Act act) {
        return new State(name, act);
    }

    private static List<State> states() {
        return List.of(
                state("an empty queue", test -> test.start()),
                state("the queue is loading", test -> {
                    test.reviews.holdList(true);
                    test.page.navigate(test.base.toString());
                    test.page.waitForTimeout(400);
                }),
                state("a queue with views, filtered, naming a view", test -> {
                    test.two();
                    test.reviews
                            .preferences()
                            .putArray("views")
                            .addObject()
                            .put("name", "Moves")
                            .put("scope", "team")
                            .put("state", "open");
                    test.start();
                    test.press("/");
                    test.page.locator("#filter").fill("YAX");
                    test.button("Save this view").click();
                    test.button("Save").click();
                }),
                state("nothing matches", test -> {
                    test.two();
                    test.start();
                    test.search("nothing like it");
                }),
                state("a review is loading", test -> {
                    test.two();
                    test.reviews.holdDetail(true);
                    test.page.navigate(test.base + "?review=one");
                    test.page.waitForTimeout(400);
                }),
                state("a record", test -> test.opened("one")),
                state("an e-mail", test -> test.opened("two")),
                state("a message", test -> {
                    test.reviews.add("email", "two").put("show", "message");
                    test.open("two");
                }),
                state("the exact payload", test -> {
                    test.opened("one");
                    test.press("p");
                }),
                state("a record being edited, with an error", test -> {
                    test.opened("one");
                    test.press("e");
                    test.textbox("Bags").fill("three");
                }),
                state("the exact payload being edited", test -> {
                    test.opened("one");
                    test.press("e");
                    test.button("Exact payload").click();
                    test.textbox("Exact payload").fill("{");
                }),
                state("an e-mail being edited", test -> {
                    test.opened("two");
                    test.press("e");
                    test.textbox("Message text").fill("Dear Jonas, 15 % off.");
                }),
                state("the changes of an edit", test -> {
                    test.opened("two");
                    test.press("e");
                    test.textbox("Message text").fill("Dear Jonas, 15 % off.");
                    test.press("Escape");
                }),
                state("a rejection without a reason", test -> {
                    test.opened("one");
                    test.press("r");
                    test.button("Reject").click();
                }),
                state("a request for changes", test -> {
                    test.opened("one");
                    test.press("c");
                }),
                state("a reassignment", test -> {
                    test.opened("one");
                    test.press("x");
                }),
                state("an escalation", test -> {
                    test.opened("one");
                    test.press("u");
                }),
                state("an approval with its reason", test -> {
                    test.two();
                    test.reviews.review("one").put("reasonNeeded", true);
                    test.open("one");
                    test.press("a");
                }),
                state("the time for reading", test -> {
                    test.two();
                    test.reviews
                            .review("one")
                            .put("readingTime", "PT30S")
                            .put("decidableAt", Instant.now().plusSeconds(300).toString());
                    test.open("one");
                }),
                state("a verdict that waits", test -> {
                    test.opened("one");
                    test.press("a");
                    assertThat(test.toasts()).containsText("Goes out");
                }),
                state("a verdict that met a decision, and a notice of it", test -> {
                    test.page.clock().install();
                    test.reviews.beforeDecision(
                            id -> test.reviews.decidedElsewhere(id, "approved", "tom", "Tom Keller"));
                    test.opened("one");
                    test.press("a");
                    test.page.clock().fastForward(5_000);
                    assertThat(test.page.locator(".toast[role=alert]")).isVisible();
                }),
                state("a decided review", test -> {
                    test.two();
                    test.reviews.decidedElsewhere("one", "approved", "tom", "Tom Keller");
                    test.page.navigate(test.base + "?review=one");
                    assertThat(test.banner()).containsText("Tom Keller approved this");
                }),
                state("an expired review", test -> {
                    test.two();
                    test.reviews.decidedElsewhere("one", "expired", "tom", "Tom Keller");
                    test.page.navigate(test.base + "?review=one");
                    assertThat(test.banner()).containsText("Expired");
                }),
                state("the second of two approvals is awaited", test -> {
                    test.two();
                    ObjectNode approvals = test.reviews
                            .review("one")
                            .putObject("approvals")
                            .put("needed", 2)
                            .put("given", 1);
                    approvals.putArray("by").addObject().put("id", "maria").put("name", "María Ruiz");
                    test.page.navigate(test.base + "?review=one");
                    assertThat(test.page.locator(".four-eyes")).isVisible();
                }),
                state("versions", test -> {
                    test.two();
                    test.revised("two");
                    test.open("two");
                }),
                state("hidden characters and odd addresses", test -> {
                    test.two();
                    test.reviews
                            .review("two")
                            .withObject("/action/payload")
                            .put("text", "See https://\u0430pple.com/\u200B now\n\n\n\n\n\nhere");
                    test.open("two");
                }),
                state("no such review", test -> {
                    test.page.navigate(test.base + "?review=none");
                    assertThat(test.page.locator("main h1")).hasText("There is no such review");
                }),
                state("not connected", test -> {
                    test.opened("one");
                    test.reviews.refuseWith(0);
                    test.page.evaluate("() => window.testStream.dispatchEvent(new Event('error'))");
                    assertThat(test.banner()).containsText("Not connected since");
                }),
                state("nothing could be loaded", test -> {
                    test.reviews.refuseWith(500);
                    test.page.navigate(test.base + "?review=one");
                    assertThat(test.page.locator("main h1")).hasText("The review could not be loaded");
                }),
                state("signed out", test -> {
                    test.opened("one");
                    test.reviews.refuseWith(401);
                    test.page.evaluate("() => window.testStream.dispatchEvent(new Event('error'))");
                    assertThat(test.page.locator("#out")).isVisible();
                }),
                state("keys and preferences", test -> {
                    test.opened("one");
                    test.press("?");
                    test.page.locator(".rekey").first().click();
                }),
                state("the decided ones", test -> {
                    test.two();
                    test.reviews.decidedElsewhere("one", "approved", "tom", "Tom Keller");
                    test.page.navigate(test.base + "?scope=decided");
                    assertThat(test.page.locator("[data-review]")).hasCount(1);
                }));
    }

    /** Once opened, each state is looked at in both themes and both widths. What a theme changes is colours, and nothing else. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("states")
    void nothingKeepsAnybodyOut(State state) {
        page.emulateMedia(media(ColorScheme.LIGHT));
        state.act().in(this);
        page.evaluate(AXE);

        assertThat(violations(EVERYTHING)).isEmpty();
        page.emulateMedia(media(ColorScheme.DARK));
        assertThat(violations(COLOURS)).as("dark").isEmpty();
        page.setViewportSize(390, 844);
        assertThat(violations(COLOURS)).as("dark, at a phone's width").isEmpty();
        page.emulateMedia(media(ColorScheme.LIGHT));
        assertThat(violations(EVERYTHING)).as("at a phone's width").isEmpty();
    }

    private static Page.EmulateMediaOptions media(ColorScheme theme) {
        return new Page.EmulateMediaOptions().setColorScheme(theme).setReducedMotion(ReducedMotion.REDUCE);
    }

    @SuppressWarnings("unchecked")
    private List<String> violations(String rules) {
        return (List<String>) page.evaluate(RUN.formatted(rules));
    }

    private void start() {
        page.navigate(base.toString());
        assertThat(page.locator(".rail .live")).hasText("Live");
    }

    private void two() {
        reviews.add("record", "one");
        reviews.add("email", "two");
    }

    private void opened(String id) {
        two();
        open(id);
    }

    private void revised(String id) {
        ObjectNode review = reviews.review(id);
        ObjectNode first = review.at("/action/payload").deepCopy();
        ObjectNode one =
                review.withArray("revisions").addObject().put("revision", 1).put("at", "2026-05-04T10:00:00Z");
        one.set("payload", first.put("text", "Dear Jonas, 30 % off."));
        ObjectNode second =
                review.withArray("revisions").addObject().put("revision", 2).put("at", "2026-05-04T10:10:00Z");
        second.set("payload", review.at("/action/payload"));
        second.putObject("asked").put("byName", "Tom Keller").put("words", "Not 30 %.");
    }

    private static String axe() {
        try (InputStream in = ConsoleAccessibilityTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(in, "axe.min.js").readAllBytes(), StandardCharsets.UTF_8) + ";0";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
