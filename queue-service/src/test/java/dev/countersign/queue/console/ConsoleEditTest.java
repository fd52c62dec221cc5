package dev.countersign.queue.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.countersign.queue.QueueTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Editing in place: what was changed is seen while it is typed, and exactly that is sent. */
@QueueTest
class ConsoleEditTest extends ConsoleTest {

    private static final String LETTER = "r-mail";
    private static final String RECORD = "r-record";

    @BeforeEach
    void twoReviews() {
        reviews.add("email", LETTER);
        reviews.add("record", RECORD);
        page.clock().install();
    }

    private JsonNode sent() {
        page.clock().fastForward(5_000);
        return theDecision().body();
    }

    private String draft() {
        return reviews.review(LETTER).at("/action/payload/text").asText();
    }

    private Locator text() {
        return textbox("Message text");
    }

    private void write(String text) {
        press("e");
        assertThat(text()).isFocused();
        text().fill(text);
    }

    @Test
    void anEditedTextIsSeenAsADiffAndSentAsItIs() {
        open(LETTER);
        String edited = draft().replace("20 %", "15 %").replace("some time next week", "on Thursday at 10:00");
        write(edited);
        Locator changes = page.locator(".aside .changes li");
        assertThat(changes).hasCount(2);
        assertThat(changes.nth(0)).containsText("20 15");
        assertThat(changes.nth(1)).containsText("some time next week on Thursday at 10:00");
        press("Escape");
        assertThat(page.locator(".letter del")).containsText(new String[] {"20", "some time next week"});
        assertThat(page.locator(".letter ins")).containsText(new String[] {"15", "on Thursday at 10:00"});
        assertThat(page.locator(".binds")).containsText("You approve your text, not the draft, with both changes.");

        press("a");
        assertThat(toasts()).containsText("Approved with changes");
        ObjectNode payload = reviews.review(LETTER).at("/action/payload").deepCopy();
        payload.put("text", edited);
        assertThat(sent().path("payload")).isEqualTo(payload);
    }

    @Test
    void oneChangeCanBeTakenBackAndTheDraftIsThenApprovedUnchanged() {
        open(LETTER);
        write(draft().replace("20 %", "15 %"));
        assertThat(button("Approve with changes")).isVisible();

        page.locator(".aside .changes button").click();
        assertThat(text()).hasValue(draft());
        assertThat(button("Approve")).isVisible();
        press("Escape");
        press("a");

        assertThat(sent().has("payload")).isFalse();
    }

    @Test
    void whatWasEditedOutlastsAReloadAndEndsWithTheDecision() {
        open(LETTER);
        String edited = draft().replace("20 %", "15 %");
        write(edited);
        await(() -> assertThat(keptEdits()).contains("15 %"));

        page.reload();

        assertThat(button("Keep editing")).isEnabled();
        assertThat(page.locator(".letter ins")).containsText("15");
        assertThat(page.locator("#effect")).containsText("Preview: ");
        button("Approve with changes").click();
        assertThat(sent().at("/payload/text").asText()).isEqualTo(edited);
        await(() -> assertThat(keptEdits()).isNull());
    }

    @Test
    void nobodyGoesOnWithWhatSomebodyElseEdited() {
        open(LETTER);
        write(draft().replace("20 %", "15 %"));
        await(() -> assertThat(keptEdits()).contains("15 %"));
        reviews.signIn("ana", "Ana Sousa");

        page.navigate(base + "?review=" + LETTER);

        assertThat(page.locator(".rail .me")).containsText("Ana Sousa");
        assertThat(button("Approve")).isVisible();
        assertThat(page.locator(".letter ins")).hasCount(0);
        await(() -> assertThat(keptEdits()).isNull());
    }

    @Test
    void anEditOfWhatIsProposedNoMoreIsNotTakenUp() {
        open(LETTER);
        write(draft().replace("20 %", "15 %"));
        await(() -> assertThat(keptEdits()).contains("15 %"));
        ((ObjectNode) reviews.review(LETTER).at("/action/payload")).put("text", "Another draft.");

        open(LETTER);

        assertThat(button("Approve")).isVisible();
        assertThat(page.locator(".letter ins")).hasCount(0);
        await(() -> assertThat(keptEdits()).isNull());
    }

    @Test
    void whoeverSignsOutLeavesNoEditBehind() {
        page.route("**/logout", route -> route.fulfill(new Route.FulfillOptions().setBody("Signed out.")));
        open(LETTER);
        write(draft().replace("20 %", "15 %"));
        await(() -> assertThat(keptEdits()).contains("15 %"));

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign out"))
                .click();

        assertThat(page.locator("body")).hasText("Signed out.");
        assertThat(keptEdits()).isNull();
    }

    private @Nullable String keptEdits() {
        return (String) page.evaluate("sessionStorage.getItem('countersign.edits')");
    }

    @Test
    void singleKeysAreOffWhileOneTypes() {
        open(LETTER);
        press("e");
        assertThat(text()).isFocused();

        page.keyboard().type("art z");

        assertThat(text()).hasValue("art z" + draft());
        assertThat(toasts()).not().containsText("Goes out");
    }

    @Test
    void whateverIsWrittenBothTextsCanBeReadFromTheDiff() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        open(LETTER);
        press("e");
        assertThat(text()).isFocused();
        for (int round = 0; round < 25; round++) {
            String edited = scrambled(draft(), random);
            text().fill(edited);
            button("Changes").click();
            assertThat(parts("del")).as("draft, seed %d, round %d", seed, round).isEqualTo(draft());
            assertThat(parts("ins")).as("edit, seed %d, round %d", seed, round).isEqualTo(edited);
            button("Write").click();
        }
    }

    /** The diff's text without the other side's words. */
    private String parts(String side) {
        String other = side.equals("del") ? "ins" : "del";
        return (String) page.evaluate("""
                other => {
                  const body = document.querySelector('.letter .body').cloneNode(true);
                  body.querySelectorAll(other).forEach(each => each.remove());
                  return body.textContent;
                }
                """, other);
    }

    private static String scrambled(String text, Random random) {
        List<String> words = new ArrayList<>(List.of(text.split("(?<=\\s)|(?=\\s)")));
        for (int edit = 0; edit < 1 + random.nextInt(6); edit++) {
            int at = random.nextInt(words.size());
            switch (random.nextInt(3)) {
                case 0 -> words.remove(at);
                case 1 -> words.add(at, List.of("soon", "\n\n", "80", "§", "é").get(random.nextInt(5)));
                default -> words.set(at, words.get(random.nextInt(words.size())));
            }
        }
        return String.join("", words);
    }

    @Test
    void aRecordIsTypedInByTheTypesOfItsSchema() {
        open(RECORD);
        assertThat(page.locator(".record tbody tr th")).hasText(new String[] {"Cabin", "Bags"});
        press("e");
        page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Cabin"))
                .selectOption("economy");
        textbox("Bags").fill("three");
        assertThat(page.locator(".err-say")).hasText("Write a whole number, for example 12.");
        press("Escape");
        press("a");
        assertThat(banner()).containsText("This edit does not fit yet");
        textbox("Bags").fill("3");
        textbox("Flights 1, date").fill("2024-05-20");
        press("Escape");
        button("Approve with changes").click();

        JsonNode payload = sent().path("payload");
        assertThat(payload.path("cabin").asText()).isEqualTo("economy");
        assertThat(payload.path("bags").isInt()).isTrue();
        assertThat(payload.path("bags").asInt()).isEqualTo(3);
        assertThat(payload.at("/flights/0/date").asText()).isEqualTo("2024-05-20");
        assertThat(payload.path("reservation_id").asText()).isEqualTo("YAX4DR");
    }

    @Test
    void whatDoesNotFitIsSaidAtItsField() {
        reviews.previewSays("/payload/flights/0/date", "Write a date as year-month-day.");
        open(RECORD);
        press("e");
        textbox("Flights 1, date").fill("20 May");
        page.clock().fastForward(1_000);

        assertThat(textbox("Flights 1, date")).hasAttribute("aria-invalid", "true");
        assertThat(page.locator(".err-say")).hasText("Write a date as year-month-day.");
        assertThat(page.locator("#effect")).containsText("Preview: ");
        press("Escape");
        press("a");
        assertThat(banner()).containsText("Nothing was decided, and what you typed is still here.");
        assertThat(reviews.decisions()).isEmpty();

        reviews.previewIsContent();
        textbox("Flights 1, date").fill("2024-05-20");
        page.clock().fastForward(1_000);
        assertThat(page.locator(".err-say")).hasCount(0);
    }

    @Test
    void theExactPayloadCanBeWrittenAsJson() {
        open(RECORD);
        press("e");
        button("Exact payload").click();
        Locator json = textbox("Exact payload");
        json.fill("{ \"cabin\": ");
        assertThat(page.locator("#exact-error")).hasText("This is not valid JSON yet.");
        json.fill("{ \"reservation_id\": \"YAX4DR\", \"cabin\": \"economy\" }");
        assertThat(page.locator("#exact-error")).hasCount(0);
        button("Approve with changes").click();

        assertThat(sent().path("payload").toString())
                .isEqualTo("{\"reservation_id\":\"YAX4DR\",\"cabin\":\"economy\"}");
    }
}
