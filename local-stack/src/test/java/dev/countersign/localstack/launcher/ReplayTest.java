package dev.countersign.localstack.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.localstack.client.Api;
import dev.countersign.localstack.client.FakeServices;
import dev.countersign.localstack.client.FakeServices.Answer;
import dev.countersign.localstack.client.FakeServices.Call;
import dev.countersign.localstack.client.Login;
import dev.countersign.localstack.client.Proposal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(doubles = 200)
    void outcomesAndProblemsAreCounted(Double rate) throws Exception {
        try (FakeServices services = new FakeServices(ReplayTest::answer)) {
            List<Integer> progress = Collections.synchronizedList(new ArrayList<>());

            Replay.Summary summary =
                    new Replay(new Api(services.addresses()), rate).run(proposals(1, 2, 3, 4, 5), progress::add);

            assertThat(summary.outcomes()).isEqualTo(Map.of("review", 2, "proceed", 2));
            assertThat(summary.problems()).isEqualTo(Map.of("invalid-value", 1));
            assertThat(summary.examples())
                    .singleElement()
                    .asString()
                    .contains("line 3")
                    .contains("/confidence must be");
            assertThat(progress).containsExactly(1, 2, 3, 4, 5);
            assertThat(services.calls()).extracting(Call::key).doesNotHaveDuplicates();
        }
    }

    @Test
    void theRateIsKept() throws Exception {
        try (FakeServices services = new FakeServices(ReplayTest::answer)) {
            long began = System.nanoTime();

            new Replay(new Api(services.addresses()), 50.0)
                    .run(proposals(1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12), done -> {});

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    private static Answer answer(Call call) {
        int number = Integer.parseInt(call.body().replaceAll("\\D", ""));
        if (number == 3) {
            return new Answer(422, """
                    {"type":"urn:countersign:problem:invalid-value","title":"Invalid value","status":422,
                     "errors":[{"pointer":"/confidence","detail":"must be between 0 and 1"}]}""");
        }
        return new Answer(201, "{\"outcome\":\"" + (number % 2 == 0 ? "review" : "proceed") + "\"}");
    }

    private static List<Proposal> proposals(int... numbers) throws IOException {
        List<Proposal> proposals = new ArrayList<>();
        for (int number : numbers) {
            proposals.add(new Proposal(
                    number,
                    new Login.Client("airline-agent"),
                    Duration.ZERO,
                    new ObjectMapper().readTree("{\"n\":" + number + "}")));
        }
        return proposals;
    }
}
