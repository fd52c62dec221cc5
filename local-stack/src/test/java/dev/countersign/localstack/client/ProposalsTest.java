package dev.countersign.localstack.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.localstack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProposalsTest {

    private static final Login.Client AGENT = new Login.Client("airline-agent");

    @TempDir
    private Path folder;

    @Test
    void aLineIsABodyOrABodyWithWhoProposesItAndWhen() throws IOException {
        Path file = file("""
                {"process":"a","action":{"type":"t","target":"x/1","payload":{"n":0.12345678901234567890123}}}

                {"agent":"demo-agent","after":"PT2S","proposal":{"process":"b"}}
                """);

        List<Proposal> proposals = Proposals.read(file, AGENT);

        assertThat(proposals).extracting(Proposal::line).containsExactly(1, 3);
        assertThat(proposals).extracting(Proposal::process).containsExactly("a", "b");
        assertThat(proposals).extracting(Proposal::agent).containsExactly(AGENT, new Login.Client("demo-agent"));
        assertThat(proposals).extracting(Proposal::after).containsExactly(Duration.ZERO, Duration.ofSeconds(2));
        assertThat(proposals.getFirst().title()).isEqualTo("t x/1");
        assertThat(proposals.getFirst().body().toString()).contains("0.12345678901234567890123");
    }

    @Test
    void aLineThatIsNoJsonIsNamed() throws IOException {
        Path file = file("{\"process\":\"a\"}\n{\"process\":\n");

        assertThatThrownBy(() -> Proposals.read(file, AGENT))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("line 2");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("actions.jsonl"), text);
    }
}
