package dev.countersign.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.localstack.client.Api;
import dev.countersign.localstack.client.FakeServices;
import dev.countersign.localstack.client.FakeServices.Answer;
import dev.countersign.localstack.client.FakeServices.Call;
import dev.countersign.localstack.client.Login;
import dev.countersign.localstack.client.Proposal;
import dev.countersign.payload.digest.PayloadDigest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoAgentTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final List<String> said = new ArrayList<>();

    @Test
    void whatWasEditedIsWhatIsExecuted() throws Exception {
        String edited = "{\"text\":\"better\"}";
        List<Call> calls = follow("""
                {"id":"e1","status":"released","decision":{"outcome":"approved-with-changes","by":["person:ana"],
                 "payload":%s}}""".formatted(edited));

        Call report = calls.getLast();
        assertThat(report.path()).isEqualTo("/v1/evaluations/e1/execution");
        assertThat(report.token()).isEqualTo("Bearer token-of-demo-agent");
        assertThat(JSON.readTree(report.body()).path("digest").asText())
                .isEqualTo(PayloadDigest.of(edited))
                .isNotEqualTo(
                        PayloadDigest.of(proposal().body().at("/action/payload").toString()));
        assertThat(said)
                .singleElement()
                .asString()
                .contains("ana approved with changes")
                .contains("edited version");
    }

    @Test
    void whatWasApprovedUnchangedIsExecutedAsProposed() throws Exception {
        List<Call> calls = follow(
                "{\"id\":\"e1\",\"status\":\"released\",\"decision\":{\"outcome\":\"approved\",\"by\":[\"person:ana\"]}}");

        assertThat(JSON.readTree(calls.getLast().body()).path("digest").asText())
                .isEqualTo(
                        PayloadDigest.of(proposal().body().at("/action/payload").toString()));
    }

    @Test
    void whatWasRejectedIsNotExecuted() throws Exception {
        List<Call> calls = follow("""
                {"id":"e1","status":"rejected","decision":{"outcome":"rejected","by":["person:ana"],"reason":"wrong fare"}}""");

        assertThat(calls).noneMatch(call -> call.path().endsWith("/execution"));
        assertThat(said).singleElement().asString().contains("ana rejected it (wrong fare)");
    }

    @Test
    void aDigestIsThatOfTheCanonicalForm() throws Exception {
        assertThat(PayloadDigest.of("{\"b\":1.0,\"a\":\"é\"}"))
                .isEqualTo(PayloadDigest.of("{\"a\":\"\\u00e9\",\"b\":1}"))
                .isEqualTo("sha-256:" + sha256("{\"a\":\"é\",\"b\":1}"));
    }

    private static String sha256(String text) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash);
    }

    /** The person decides while the agent waits for the second time. */
    private List<Call> follow(String decided) throws IOException, InterruptedException {
        int[] polls = {0};
        try (FakeServices services = new FakeServices(call -> {
            if (call.method().equals("POST")) {
                return new Answer(200, "{}");
            }
            polls[0]++;
            return polls[0] < 2 ? new Answer(200, "{\"id\":\"e1\",\"status\":\"waiting\"}") : new Answer(200, decided);
        })) {
            DemoAgent agent = new DemoAgent(new Api(services.addresses()), said::add);
            JsonNode waiting = JSON.readTree("{\"id\":\"e1\",\"status\":\"waiting\"}");

            agent.follow(proposal(), waiting);

            assertThat(services.calls().getFirst().path()).isEqualTo("/v1/evaluations/e1?wait=PT30S");
            return List.copyOf(services.calls());
        }
    }

    private static Proposal proposal() throws IOException {
        return new Proposal(
                1,
                new Login.Client("demo-agent"),
                Duration.ZERO,
                JSON.readTree(
                        "{\"process\":\"p\",\"action\":{\"type\":\"send\",\"target\":\"x\",\"payload\":{\"text\":\"draft\"}}}"));
    }
}
