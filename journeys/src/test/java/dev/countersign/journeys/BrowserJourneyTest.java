package dev.countersign.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.countersign.localstack.test.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.countersign.localstack.Mail;
import dev.countersign.localstack.Service;
import java.text.ParseException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The main job as the people who do it see it: in a browser, on the console, with the drafts of the demo. */
@Journey
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserJourneyTest {

    private static final String AGENT = "demo-agent";
    private static final String OFFERED =
            "For a group of this size I can offer 20 % off the room rate, which comes to €76.80 a night.";
    private static final String CORRECTED =
            "For a group of this size I can offer 15 % off the room rate, which comes to €81.60 a night.";

    private final House house;
    private Browsers browsers;

    BrowserJourneyTest(House house) {
        this.house = house;
    }

    @BeforeAll
    void openTheBrowser() {
        browsers = Browsers.open();
        house.policy().publish("sales-follow-up", house.example("demo/policies/sales-follow-up.yaml"));
        house.policy().publish("guest-services", house.example("demo/policies/guest-services.yaml"));
    }

    @AfterAll
    void closeTheBrowser() {
        if (browsers != null) {
            browsers.close();
        }
    }

    /** What an agent proposes, and its answer. */
    private record Proposed(ObjectNode body, UUID evaluation, UUID review) {
        JsonNode payload() {
            return body.path("action").path("payload");
        }
    }

    private Proposed propose(String file, int line) {
        ObjectNode body = (ObjectNode)
                Payloads.lines(house.example("demo/actions/" + file)).get(line).path("proposal");
        UUID evaluation = house.policy()
                .propose(AGENT, body, UUID.randomUUID().toString())
                .id();
        return new Proposed(
                body, evaluation, house.policy().inReview(AGENT, evaluation).reviewId());
    }

    private Proposed anEmailOfAna() {
        return propose("sales-follow-up.jsonl", 0);
    }

    private ConsolePage console() {
        return new ConsolePage(browsers.window(), house.uri(Service.QUEUE).toString());
    }

    /** The agent, which waits by long poll until somebody decides. */
    private CompletableFuture<Evaluation> waiting(Proposed proposed) {
        return CompletableFuture.supplyAsync(() -> house.policy().decided(AGENT, proposed.evaluation()));
    }

    private static Evaluation arrived(CompletableFuture<Evaluation> agent)
            throws ExecutionException, InterruptedException, TimeoutException {
        return agent.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void theAccountExecutiveCorrectsTheDraftAndTheAgentGoesOnWithTheCorrectedText() throws Exception {
        Proposed proposed = anEmailOfAna();
        CompletableFuture<Evaluation> agent = waiting(proposed);
        Mail mail = house.mail()
                .await("ana", told -> told.text().contains(proposed.review().toString()));

        ConsolePage console = console().login(link(mail), "ana").awaitDecidable();
        assertThat(console.effect()).containsText("jonas.lindqvist@nordvik.example");
        assertThat(console.effect()).containsText("in the name of Ana Ferrer");
        assertThat(console.lastAsked()).containsText("A dinner on the first evening");
        assertThat(console.letter()).containsText(OFFERED);
        assertThat(console.page().locator(".src").first()).containsText("up to 15 % off the room rate");
        assertThat(console.page().locator(".reasons")).containsText("Always reviewed");

        console.button("Edit").click();
        Locator text = console.page().getByLabel("Message text");
        assertThat(text).isFocused();
        text.fill(text.inputValue().replace(OFFERED, CORRECTED));
        console.press("Escape");
        assertThat(console.letter().locator("del").first()).containsText("20");
        assertThat(console.letter().locator("ins").first()).containsText("15");
        assertThat(console.page().locator(".changes").first()).containsText("15");
        console.picture("review-email");
        assertThat(agent).isNotDone();
        console.button("Approve with changes").click();
        assertThat(console.toast()).containsText("Approved with changes");

        Evaluation released = arrived(agent);
        ObjectNode edited = proposed.payload().deepCopy();
        edited.put("text", edited.path("text").asText().replace(OFFERED, CORRECTED));
        assertThat(released.status()).isEqualTo("released");
        assertThat(released.decided().outcome()).isEqualTo("approved-with-changes");
        assertThat(released.decided().by()).containsExactly("person:ana");
        assertThat(released.decided().payload()).isEqualTo(edited);
        executedOnce(released, proposed.payload(), edited);
        allOfItIsInTheEvidence(released, edited);
        console.open(proposed.review());
        assertThat(console.page().locator(".where")).containsText("Approved with changes, you");
    }

    /** The link in an e-mail, as a person would follow it. */
    private static String link(Mail mail) {
        return mail.text()
                .lines()
                .flatMap(line -> Arrays.stream(line.split("\\s", -1)))
                .filter(word -> word.startsWith("http"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no link in " + mail));
    }

    private void executedOnce(Evaluation released, JsonNode draft, JsonNode edited) throws ParseException {
        String release = released.released();
        JWTClaimsSet claims = house.policy()
                .releaseVerifier(Clock.systemUTC().instant())
                .verified(release)
                .orElseThrow();
        assertThat(claims.getStringClaim("payload_digest")).isEqualTo(Digests.of(edited));
        assertThat(claims.getStringClaim("decision")).isEqualTo("approved-with-changes");
        assertThat(claims.getStringListClaim("approvers")).containsExactly("person:ana");

        assertThat(house.policy().redeem(AGENT, release, draft).problem()).isEqualTo("release-payload-mismatch");
        assertThat(house.policy().redeem(AGENT, release, edited).status()).isEqualTo(200);
        assertThat(house.policy().redeem(AGENT, release, edited).status()).isEqualTo(409);
        house.policy()
                .report(AGENT, released.id(), "executed", Digests.of(edited))
                .expect(200, 201, 202, 204);
        assertThat(house.policy().evaluation(AGENT, released.id()).status()).isEqualTo("executed");
    }

    private void allOfItIsInTheEvidence(Evaluation released, JsonNode edited) {
        String[] steps = {
            "evaluation-recorded",
            "review-opened",
            "clock-started",
            "delivery-succeeded",
            "review-decided",
            "release-issued",
            "release-redeemed",
            "execution-reported"
        };
        Evidence evidence = house.audit().evidence(released.id(), found -> found.has(steps));

        assertThat(evidence.problems()).isEmpty();
        assertThat(evidence.content("review-decided").path("payload")).isEqualTo(edited);
        assertThat(evidence.content("execution-reported").path("asDecided").asBoolean())
                .isTrue();
        assertThat(evidence.content("release-redeemed").path("redeemedBy").asText())
                .isEqualTo(AGENT);
    }

    @Test
    void aVerdictByKeyboardCanBeTakenBackBeforeItGoesOut() throws Exception {
        Proposed proposed = propose("sales-follow-up.jsonl", 1);
        CompletableFuture<Evaluation> agent = waiting(proposed);
        ConsolePage console = console().login("ana");
        console.row(proposed.review()).click();
        console.awaitDecidable();

        console.press("a");
        assertThat(console.toast()).containsText("Goes out in");
        console.press("z");
        assertThat(console.toast()).containsText("Taken back. Nothing was decided.");
        assertThat(agent).isNotDone();
        console.awaitDecidable();
        console.press("a");

        Evaluation released = arrived(agent);
        assertThat(released.decided().outcome()).isEqualTo("approved");
        assertThat(released.decided().payload()).isNull();
        house.policy().redeem(AGENT, released.released(), proposed.payload()).expect(200);
    }

    @Test
    void whoRejectsGivesAReasonThatTheAgentReads() throws Exception {
        Proposed proposed = anEmailOfAna();
        CompletableFuture<Evaluation> agent = waiting(proposed);
        ConsolePage console = console().login("ana").open(proposed.review()).awaitDecidable();

        console.press("r");
        Locator form = console.page().locator("form.ask");
        Locator send = form.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Reject"));
        send.click();
        assertThat(form).containsText("Choose a reason, or write one.");
        form.getByText("Wrong offer").click();
        send.click();

        Evaluation rejected = arrived(agent);
        assertThat(rejected.status()).isEqualTo("rejected");
        assertThat(rejected.decided().reason()).isEqualTo("wrong-offer");
        assertThat(rejected.release()).isNull();
    }

    @Test
    void whoTakesOverStopsTheAgent() throws Exception {
        Proposed proposed = anEmailOfAna();
        CompletableFuture<Evaluation> agent = waiting(proposed);
        ConsolePage console = console().login("ana").open(proposed.review()).awaitDecidable();

        console.button("Take over").click();

        Evaluation takenOver = arrived(agent);
        assertThat(takenOver.status()).isEqualTo("taken-over");
        assertThat(takenOver.release()).isNull();
    }

    @Test
    void anOutsiderSeesNeitherListNorReview() {
        Proposed proposed = anEmailOfAna();
        ConsolePage console = console().login("rosa");

        console.page().locator(".rail a[href='/?scope=all']").click();
        assertThat(console.queue()).containsText("Nothing waits");
        assertThat(console.row(proposed.review())).hasCount(0);
        console.open(proposed.review());
        assertThat(console.effect()).hasText("There is no such review");
        assertThat(console.page().locator("body")).not().containsText("Nordvik");
    }

    @Test
    void aRecordIsReadAsNowAndAfterAndNothingInItIsHidden() throws Exception {
        Proposed proposed = propose("guest-services.jsonl", 0);
        CompletableFuture<Evaluation> agent = waiting(proposed);
        ConsolePage console = console().login("maria").open(proposed.review()).awaitDecidable();

        assertThat(console.field("Room").locator("del")).hasText("Garden double");
        assertThat(console.field("Room").locator("ins")).hasText("Sea view double");
        assertThat(console.page().locator(".review")).containsText("Unchanged: Breakfast (true), Guests (2).");
        assertThat(console.lastAsked()).containsText("If it");
        assertThat(console.lastAsked().locator(".cp")).hasText("U+200B");
        assertThat(console.lastAsked()).containsText("1 hidden character");
        assertThat(console.page().locator(".reasons")).containsText("0.64");
        console.picture("console");
        console.button("Approve").click();

        assertThat(arrived(agent).decided().by()).isEqualTo(List.of("person:maria"));
    }

    @Test
    void whatIsDecidedElsewhereLeavesTheListByItself() {
        Proposed proposed = anEmailOfAna();
        ConsolePage console = console().login("ana");
        assertThat(console.row(proposed.review())).hasCount(1);

        house.queue()
                .decide("ana", proposed.review(), QueueRoom.Verdict.reject("not-now"))
                .expect(200);

        assertThat(console.row(proposed.review())).hasCount(0);
    }
}
