package dev.countersign.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.localstack.client.Api;
import dev.countersign.localstack.client.FakeServices;
import dev.countersign.localstack.client.FakeServices.Answer;
import dev.countersign.localstack.client.FakeServices.Call;
import dev.countersign.localstack.client.Login;
import dev.countersign.localstack.client.Proposal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

    @TempDir
    private Path state;

    private final Set<String> decided = ConcurrentHashMap.newKeySet();

    @Test
    void asLongAsSomethingWaitsASecondDemoTakesItUpAgain() throws Exception {
        List<Call> calls = twice(false);

        assertThat(calls)
                .extracting(Call::key)
                .hasSize(2)
                .containsOnly(calls.getFirst().key());
    }

    @Test
    void onceAllIsDecidedASecondDemoProposesAnew() throws Exception {
        List<Call> calls = twice(true);

        assertThat(calls).extracting(Call::key).hasSize(3);
        assertThat(calls.get(1).key()).isEqualTo(calls.get(0).key());
        assertThat(calls.get(2).key()).isNotEqualTo(calls.get(0).key());
    }

    @Test
    void aRefusedProposalDoesNotKeepTheOthersBack() throws Exception {
        List<String> said = new ArrayList<>();
        try (FakeServices services = new FakeServices(call -> call.body().contains("bad")
                ? new Answer(422, "{\"title\":\"Payload invalid\"}")
                : new Answer(200, "{\"id\":\"e\",\"outcome\":\"review\",\"status\":\"waiting\"}"))) {
            List<Demo.Proposed> proposed = new Demo(new Api(services.addresses()), state, said::add)
                    .propose(List.of(proposal("bad"), proposal("good")), one -> {});

            assertThat(proposed)
                    .singleElement()
                    .satisfies(one -> assertThat(one.proposal().process()).isEqualTo("good"));
            assertThat(said).singleElement().asString().contains("422 Payload invalid");
        }
    }

    private static Proposal proposal(String process) throws Exception {
        return new Proposal(
                1,
                new Login.Client("demo-agent"),
                Duration.ZERO,
                new ObjectMapper().readTree("{\"process\":\"" + process + "\"}"));
    }

    private List<Call> twice(boolean decideBetween) throws Exception {
        try (FakeServices services = new FakeServices(call -> new Answer(
                200,
                "{\"id\":\"e\",\"outcome\":\"review\",\"status\":\""
                        + (decided.contains(call.key()) ? "executed" : "waiting") + "\"}"))) {
            Proposal proposal = new Proposal(
                    1,
                    new Login.Client("demo-agent"),
                    Duration.ZERO,
                    new ObjectMapper().readTree("{\"process\":\"p\"}"));
            new Demo(new Api(services.addresses()), state, text -> {}).propose(List.of(proposal), one -> {});
            if (decideBetween) {
                services.calls().forEach(call -> decided.add(call.key()));
            }

            new Demo(new Api(services.addresses()), state, text -> {}).propose(List.of(proposal), one -> {});

            return List.copyOf(services.calls());
        }
    }
}
