package dev.countersign.queue.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import dev.countersign.queue.QueueTest;
import org.junit.jupiter.api.Test;

/** A review at one glance: what it rests on, how it came to be, and who had a part in it. */
@QueueTest
class ConsoleReviewTest extends ConsoleTest {

    private static final String ID = "r-1";

    @Test
    void passagesThatTheTextTakesFromASourceAreMarkedInIt() {
        ObjectNode review = reviews.add("email", ID);
        review.putArray("sources")
                .addObject()
                .put("title", "Price list")
                .put("excerpt", "30 to 49 rooms: up to 15 % off the room rate; 20 % from 50 rooms.");
        open(ID);

        assertThat(page.locator(".src mark")).hasText(new String[] {"off the room rate", "20 %"});
    }

    @Test
    void eachVersionSaysWhatWasAskedForAndWhatIsNewInIt() {
        ObjectNode review = reviews.add("email", ID);
        ObjectNode first = review.at("/action/payload").deepCopy();
        first.put("text", first.path("text").asText().replace("20 %", "30 %"));
        review.putArray("revisions")
                .addObject()
                .put("revision", 1)
                .put("at", "2026-05-04T10:00:00Z")
                .set("payload", first);
        ObjectNode second = review.withArray("revisions")
                .addObject()
                .put("revision", 2)
                .put("at", "2026-05-04T10:10:00Z")
                .put("note", "corrected");
        second.set("payload", review.at("/action/payload"));
        second.putObject("asked").put("byName", "Tom Keller").put("words", "Not <b>30</b> %.");
        open(ID);

        Locator latest = page.locator(".thread details").first();
        assertThat(latest).hasAttribute("open", "");
        assertThat(latest).containsText("Version 2");
        assertThat(latest).containsText("Tom Keller asked for changes");
        assertThat(latest.locator("blockquote")).containsText("Not <b>30</b> %.");
        assertThat(latest.locator("del")).hasText("30");
        assertThat(latest.locator("ins")).hasText("20");
        assertThat(page.locator(".thread details").nth(1)).containsText("as first proposed");
    }

    @Test
    void whyItIsYoursStandsBesideWhyYouSeeIt() {
        reviews.add("email", ID);
        open(ID);
        assertThat(page.locator(".reasons")).containsText("You stand in for Ana.");
        press("h");

        assertThat(page.locator("#trail")).isFocused();
        assertThat(page.locator(".trail")).containsText("The account is Ana Ferrer’s");
    }

    @Test
    void theHistorySaysHowItWasReadBefore() {
        ObjectNode review = reviews.add("email", ID);
        ObjectNode line = review.putArray("history").addObject();
        line.put("at", "2026-05-04T10:00:00Z")
                .put("what", "changes-requested")
                .put("by", "tom")
                .put("byName", "Tom Keller");
        line.putObject("attention")
                .put("open", "PT42S")
                .put("scrolledToEnd", true)
                .put("sourcesOpened", 1)
                .put("sources", 3);
        open(ID);

        assertThat(page.locator(".history")).containsText("open 42 seconds, to its end, 1 of 3 sources opened");
    }

    @Test
    void whoApprovedAlreadyAndWhatIsMissingIsSaid() {
        ObjectNode review = reviews.add("record", ID);
        ObjectNode approvals = review.putObject("approvals").put("needed", 2).put("given", 1);
        approvals.putArray("by").addObject().put("id", "tom").put("name", "Tom Keller");
        open(ID);

        assertThat(page.locator(".four-eyes")).containsText("Tom Keller approved exactly this payload");
        assertThat(page.locator(".where")).containsText("1 of 2 approvals");
        assertThat(page.locator(".binds"))
                .containsText("It takes 2 people, each of whom approves exactly the same payload.");
    }

    @Test
    void itMovesUpWithALineThatSaysWhy() {
        reviews.add("record", ID);
        open(ID);
        press("u");
        button("Escalate").click();
        assertThat(page.locator("#ask-error")).hasText("Write one line, so that they know why it comes to them.");
        page.getByLabel("Why it is theirs").fill("Above my authority.");
        page.keyboard().press("Control+Enter");

        assertThat(toasts()).containsText("Moved up.");
        assertThat(reviews.written("escalate").getFirst().body().toString())
                .isEqualTo("{\"reason\":\"Above my authority.\"}");
    }

    @Test
    void theFormFollowsTheSchemaIntoListsAndSaysWhatAFieldTakes() {
        ObjectNode review = reviews.add("record", ID);
        ObjectNode properties = review.withObject("/schema/properties");
        properties.putObject("notes").put("type", "array").putObject("items").put("type", "string");
        properties.withObject("/bags").put("minimum", 0).put("maximum", 5).put("description", "Checked bags");
        ((ObjectNode) properties.at("/flights/items/properties"))
                .putObject("seat")
                .put("type", "string");
        review.withObject("/action/payload").putArray("notes").add("window").add("vegetarian");
        open(ID);
        press("e");

        assertThat(page.locator(".record")).containsText("Checked bags; 0 to 5");
        textbox("Notes").fill(String.join("\n", "aisle", "no meal", ""));
        button("Add Flights 1, seat").click();
        textbox("Flights 1, seat").fill("3A");
        press("Escape");
        page.clock().install();
        press("a");
        page.clock().fastForward(5_000);
        assertThat(theDecision().body().at("/payload/notes").toString()).isEqualTo("[\"aisle\",\"no meal\"]");
        assertThat(reviews.decisions()
                        .getFirst()
                        .body()
                        .at("/payload/flights/0/seat")
                        .asText())
                .isEqualTo("3A");
    }

    @Test
    void onAPhoneEveryVerdictAndTheWayOutOfAQuestionAreInReach() {
        reviews.add("record", ID);
        page.setViewportSize(390, 844);
        open(ID);
        button("More").click();
        assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.MENUITEM))
                .hasText(new String[] {"Request changes", "Take over", "Reassign", "Escalate"});
        press("Escape");
        button("Reject").click();
        button("Cancel").click();

        assertThat(page.locator(".ask")).hasCount(0);
        assertThat(button("Approve")).isEnabled();
    }
}
