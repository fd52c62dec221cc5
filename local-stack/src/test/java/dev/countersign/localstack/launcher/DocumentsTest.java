package dev.countersign.localstack.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.countersign.localstack.StackException;
import dev.countersign.localstack.client.Api;
import dev.countersign.localstack.client.FakeServices;
import dev.countersign.localstack.client.FakeServices.Answer;
import dev.countersign.localstack.client.Login;
import dev.countersign.localstack.launcher.Documents.Published;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentsTest {

    private static final Login GRACE = new Login.User("grace");
    private static final Login HUGO = new Login.User("hugo");

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void policy() throws IOException {
        file = Files.writeString(folder.resolve("policy.yaml"), "process: refunds\n");
    }

    @Test
    void aPolicyThatLoosensSaysHowASecondPersonAgrees() throws IOException {
        try (FakeServices services = new FakeServices(call -> new Answer(
                202, "{\"publication\":\"0199\",\"loosens\":[\"the confidence threshold falls from 0.9 to 0.8\"]}"))) {
            Published published = Documents.publish(new Api(services.addresses()), file, GRACE);

            assertThat(published).isInstanceOf(Published.Waiting.class);
            assertThat(PublishCommand.say((Published.Waiting) published))
                    .containsExactly(
                            "Not in force yet: fewer actions would go to a person, so a second person must agree.",
                            "  - the confidence threshold falls from 0.9 to 0.8",
                            "To agree:  ./countersign agree refunds 0199 --user hugo");
        }
    }

    @Test
    void whatIsInForceAlreadySaysSo() throws IOException {
        try (FakeServices services = new FakeServices(call -> new Answer(200, "{\"version\":3}"))) {
            assertThat(Documents.publish(new Api(services.addresses()), file, GRACE))
                    .isEqualTo(new Published.InForce("refunds, version 3, which says the same already"));
        }
    }

    @Test
    void theSecondPersonAgreesUnderTheirOwnName() throws IOException {
        try (FakeServices services = new FakeServices(call -> new Answer(201, "{\"version\":4}"))) {
            String said = Documents.agree(new Api(services.addresses()), "refunds", "0199", HUGO);

            assertThat(said).isEqualTo("refunds, version 4");
            assertThat(services.calls())
                    .extracting(FakeServices.Call::path, FakeServices.Call::token)
                    .containsExactly(
                            tuple("/v1/processes/refunds/policy/publications/0199/agree", "Bearer token-of-hugo"));
        }
    }

    @Test
    void whoeverPublishedItIsToldThatSomebodyElseMustAgree() throws IOException {
        try (FakeServices services = new FakeServices(call ->
                new Answer(403, "{\"title\":\"Second person needed\",\"detail\":\"Somebody else must agree.\"}"))) {
            assertThatThrownBy(() -> Documents.agree(new Api(services.addresses()), "refunds", "0199", GRACE))
                    .isInstanceOf(StackException.class)
                    .hasMessage("Not agreed: 403 Second person needed: Somebody else must agree.");
        }
    }
}
