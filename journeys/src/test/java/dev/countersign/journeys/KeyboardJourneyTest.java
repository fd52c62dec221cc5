package dev.countersign.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.countersign.localstack.Service;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Everything that a reviewer does, with the keys alone, in as many browsers as there are people. */
@Journey
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyboardJourneyTest {

    private static final String AGENT = "demo-agent";
    private static final String DRAFT = "It rained all day.";

    private final House house;
    /** What the browser keeps of each person's sign-in. */
    private final Map<String, String> signedIn = new HashMap<>();

    private Browsers browsers;

    KeyboardJourneyTest(House house) {
        this.house = house;
    }

    @BeforeAll
    void openTheBrowser() {
        browsers = Browsers.open();
    }

    @AfterAll
    void closeTheBrowser() {
        if (browsers != null) {
            browsers.close();
        }
    }

    /** What an agent proposed, and where it waits. */
    private record Proposed(ObjectNode body, UUID evaluation, UUID review) {
        ObjectNode payload(String text) {
            return ((ObjectNode) body.path("action").path("payload").deepCopy()).put("text", text);
        }
    }

    private Proposed propose(String process, String target) {
        ObjectNode body = Policies.note(process, target, DRAFT);
        UUID evaluation = house.policy()
                .propose(AGENT, body, UUID.randomUUID().toString())
                .id();
        return new Proposed(
                body, evaluation, house.policy().inReview(AGENT, evaluation).reviewId());
    }

    private void process(String name, String owner) {
        house.policy().publish(name, Policies.reviewed(name, owner, Policies.ALL_DAY));
    }

    /** Before the list of one process. Whoever comes for the first time signs in, with the keys too; later they still are. */
    private ConsolePage at(String process, String person) {
        String known = signedIn.get(person);
        ConsolePage console = new ConsolePage(
                known == null ? browsers.window() : browsers.windowOf(known),
                house.uri(Service.QUEUE).toString());
        if (known != null) {
            return console.show(process);
        }
        console.loginByKeyboard(console.addressOf(process), person);
        signedIn.put(person, console.page().context().storageState());
        return console;
    }

    private Evaluation decided(Proposed proposed) {
        return house.policy().decided(AGENT, proposed.evaluation());
    }

    private static void isOpen(ConsolePage console, Proposed proposed) {
        assertThat(console.row(proposed.review())).hasAttribute("aria-current", "true");
        console.awaitDecidable();
    }

    /** The first of the list, by key, once it is there. */
    private static void opens(ConsolePage console, Proposed proposed) {
        assertThat(console.row(proposed.review())).isVisible();
        console.press("j");
        isOpen(console, proposed);
    }

    private static Locator heading(ConsolePage console, String text) {
        return console.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text));
    }

    private static void type(ConsolePage console, String text) {
        console.page().keyboard().type(text);
    }

    @Test
    void oneAfterTheOtherIsApprovedAndTheNextOneIsThereAtOnce() {
        process("keys-approve", "'person:maria'");
        Proposed first = propose("keys-approve", "diary/1");
        Proposed second = propose("keys-approve", "diary/2");
        ConsolePage console = at("keys-approve", "maria");

        opens(console, first);
        assertThat(console.effect()).isFocused();
        console.press("a");
        isOpen(console, second);
        console.press("a");

        assertThat(decided(first).decided().outcome()).isEqualTo("approved");
        Evaluation last = decided(second);
        assertThat(last.decided().by()).containsExactly("person:maria");
        house.policy().redeem(AGENT, last.released(), second.payload(DRAFT)).expect(200);
    }

    @Test
    void aDraftIsEditedAndExactlyThatTextIsReleased() {
        process("keys-edit", "'person:maria'");
        Proposed proposed = propose("keys-edit", "diary/1");
        ConsolePage console = at("keys-edit", "maria");
        opens(console, proposed);

        console.press("e");
        assertThat(console.page().getByLabel("Message text")).isFocused();
        console.press("Control+End");
        type(console, " In the evening the sun came out.");
        console.press("Escape");
        assertThat(console.letter().locator("ins")).containsText("In the evening the sun came out.");
        console.press("a");
        assertThat(console.toast()).containsText("Approved with changes");

        Evaluation released = decided(proposed);
        JsonNode edited = proposed.payload(DRAFT + " In the evening the sun came out.");
        assertThat(released.decided().outcome()).isEqualTo("approved-with-changes");
        assertThat(released.decided().payload()).isEqualTo(edited);
        house.policy().redeem(AGENT, released.released(), edited).expect(200);
    }

    @Test
    void aRejectionCarriesAReasonOfTheListAndWords() {
        process("keys-reject", "'person:maria'");
        Proposed proposed = propose("keys-reject", "diary/1");
        ConsolePage console = at("keys-reject", "maria");
        opens(console, proposed);

        console.press("r");
        assertThat(heading(console, "Why is it rejected?")).isFocused();
        console.press("Tab");
        console.press("Space");
        console.press("Tab");
        assertThat(console.page().getByLabel("In your words")).isFocused();
        type(console, "It snowed.");
        console.press("Control+Enter");

        Evaluation rejected = decided(proposed);
        assertThat(rejected.status()).isEqualTo("rejected");
        assertThat(rejected.decided().reason()).isEqualTo("wrong: It snowed.");
    }

    @Test
    void changesAreRequestedAndTheNewVersionComesBackWithWhatIsNewInIt() {
        process("keys-changes", "'person:maria'");
        Proposed proposed = propose("keys-changes", "diary/1");
        ConsolePage console = at("keys-changes", "maria");
        opens(console, proposed);
        console.press("c");
        assertThat(heading(console, "What should be different?")).isFocused();
        console.press("Tab");
        type(console, "Say how much it rained.");
        console.press("Control+Enter");
        assertThat(decided(proposed).status()).isEqualTo("changes-requested");

        house.policy()
                .revise(AGENT, proposed.evaluation(), proposed.payload("It rained 12 mm all day."), "with the amount");
        console.show("keys-changes");
        assertThat(console.page().locator("[data-review]").first()).isVisible();
        console.press("j");
        console.awaitDecidable();
        assertThat(console.letter()).containsText("It rained 12 mm all day.");
        assertThat(console.page().locator(".thread ins")).hasText("12 mm");
        console.press("a");

        assertThat(decided(proposed).decided().outcome()).isEqualTo("approved");
    }

    @Test
    void fourEyesAreTwoPeopleAndEachSeesTheOther() {
        house.policy().publish("keys-two", Policies.approvedBy(2, "keys-two", "'team:bookings'"));
        Proposed proposed = propose("keys-two", "diary/1");
        ConsolePage maria = at("keys-two", "maria");
        ConsolePage tom = at("keys-two", "tom");
        opens(maria, proposed);
        opens(tom, proposed);

        maria.press("a");
        assertThat(maria.page().locator(".four-eyes")).containsText("You approved");
        assertThat(maria.page().locator(".where")).containsText("1 of 2 approvals");
        assertThat(tom.page().locator(".four-eyes")).containsText("María Ruiz approved exactly this payload");
        maria.press("a");
        assertThat(maria.page().locator(".toast .b")).hasCount(0);
        assertThat(house.policy().evaluation(AGENT, proposed.evaluation()).isWaiting())
                .isTrue();
        tom.awaitDecidable();
        tom.press("a");

        Evaluation released = decided(proposed);
        assertThat(released.decided().by()).containsExactlyInAnyOrder("person:maria", "person:tom");
        assertThat(maria.page().locator(".banner")).containsText("approved this");
    }

    @Test
    void whoStandsInForSomebodySeesWhyAndDecides() {
        LocalDate today = LocalDate.now(Clock.systemUTC());
        house.queue().delegate("keys-away", "ana", "tom", today.minusDays(1), today.plusDays(2));
        try {
            process("keys-delegation", "'person:ana'");
            Proposed proposed = propose("keys-delegation", "diary/1");
            ConsolePage console = at("keys-delegation", "tom");
            opens(console, proposed);

            assertThat(console.page().locator(".reasons")).containsText("Ana Ferrer");
            console.press("h");
            assertThat(console.page().locator("#trail")).isFocused();
            assertThat(console.page().locator(".trail")).containsText("Ana Ferrer");
            console.press("a");

            assertThat(decided(proposed).decided().by()).containsExactly("person:tom");
        } finally {
            house.queue().endDelegation("keys-away");
        }
    }

    @Test
    void whatNobodyDecidesMovesUpBeforeEverybodysEyes() {
        String sla =
                "{ pickUp: PT1H, decide: PT2H, steps: [ { at: PT8S, escalate: 'person:grace' } ], onExpiry: reject }";
        house.policy().publish("keys-escalation", Policies.reviewed("keys-escalation", "'person:maria'", sla));
        ConsolePage grace = at("keys-escalation", "grace");
        Proposed proposed = propose("keys-escalation", "diary/1");

        assertThat(grace.row(proposed.review())).isVisible();
        opens(grace, proposed);
        assertThat(grace.page().locator(".history")).containsText("Moved up");
        grace.press("a");

        assertThat(decided(proposed).decided().by()).containsExactly("person:grace");
    }

    @Test
    void whoIsNotSureSendsItUpAndTheNextAboveSeesItAtOnce() {
        process("keys-upwards", "'person:maria'");
        ConsolePage grace = at("keys-upwards", "grace");
        Proposed proposed = propose("keys-upwards", "diary/1");
        ConsolePage maria = at("keys-upwards", "maria");
        opens(maria, proposed);

        maria.press("u");
        assertThat(heading(maria, "Why should it move up?")).isFocused();
        maria.press("Tab");
        type(maria, "Above my authority.");
        maria.press("Control+Enter");
        assertThat(maria.toast()).containsText("Moved up.");

        assertThat(grace.row(proposed.review())).isVisible();
        opens(grace, proposed);
        assertThat(grace.page().locator(".history")).containsText("Moved up, María Ruiz");
        assertThat(grace.page().locator(".history")).containsText("Above my authority.");
        grace.press("a");
        assertThat(decided(proposed).decided().by()).containsExactly("person:grace");
    }

    @Test
    void howItWasReadStandsInTheHistory() {
        process("keys-read", "'person:maria'");
        Proposed proposed = propose("keys-read", "diary/1");
        ConsolePage console = at("keys-read", "maria");
        opens(console, proposed);
        assertThat(console.page().locator("#reading ~ .note"))
                .containsText("how many of its sources you opened (0 of 1)");
        console.press("1");
        assertThat(console.page().locator("#reading ~ .note"))
                .containsText("how many of its sources you opened (1 of 1)");
        console.press("a");
        assertThat(decided(proposed).decided().outcome()).isEqualTo("approved");

        console.open(proposed.review());
        assertThat(console.page().locator(".history")).containsText("1 of 1 source opened");
    }

    @Test
    void aDecisionShowsInTheOtherBrowserByItself() {
        process("keys-live", "'team:bookings'");
        ConsolePage maria = at("keys-live", "maria");
        ConsolePage tom = at("keys-live", "tom");
        Proposed proposed = propose("keys-live", "diary/1");
        assertThat(maria.row(proposed.review())).isVisible();
        assertThat(tom.row(proposed.review())).isVisible();
        opens(maria, proposed);

        opens(tom, proposed);
        tom.press("t");
        assertThat(tom.toast()).containsText("Taken over");

        assertThat(maria.page().locator(".banner")).containsText("Tom Keller took over this");
        assertThat(maria.button("Approve")).hasCount(0);
        assertThat(decided(proposed).status()).isEqualTo("taken-over");
    }

    @Test
    void theSecondToDecideIsToldKindlyWhoWasFirst() {
        process("keys-race", "'team:bookings'");
        Proposed proposed = propose("keys-race", "diary/1");
        ConsolePage maria = at("keys-race", "maria");
        opens(maria, proposed);
        maria.press("c");
        assertThat(heading(maria, "What should be different?")).isFocused();
        maria.press("Tab");
        type(maria, "Say how much it rained.");
        maria.press("Control+Enter");
        assertThat(maria.toast()).containsText("Changes requested");

        house.queue()
                .decide("tom", proposed.review(), QueueRoom.Verdict.approve())
                .expect(200);

        assertThat(maria.page().locator(".banner")).containsText("Tom Keller’s decision counts. Yours was not sent.");
        assertThat(maria.page().getByText("Copy my text")).isVisible();
        assertThat(decided(proposed).decided().by()).containsExactly("person:tom");
    }
}
