package dev.countersign.localstack.launcher;

import dev.countersign.localstack.client.Api;
import dev.countersign.localstack.client.Login;
import dev.countersign.localstack.launcher.Documents.Published;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "publish",
        description = "Publish a policy. Where fewer actions would go to a person, it waits for a second person "
                + "(./countersign agree), and this ends with status 3.")
final class PublishCommand implements Callable<Integer> {

    private static final int WAITS = 3;

    @Parameters(paramLabel = "FILE.yaml")
    private Path file = Path.of("");

    @Option(names = "--as", paramLabel = "NAME", description = "who publishes (default: ${DEFAULT-VALUE})")
    private String person = "grace";

    @Override
    public Integer call() {
        Terminal terminal = Terminal.system();
        Published published = Documents.publish(new Api(Home.current().addresses()), file, new Login.User(person));
        return switch (published) {
            case Published.InForce it -> {
                terminal.line("In force: " + it.what());
                yield 0;
            }
            case Published.Waiting it -> {
                say(it).forEach(terminal::line);
                yield WAITS;
            }
        };
    }

    /** That nothing is in force yet, why, and what to do. */
    static List<String> say(Published.Waiting waiting) {
        List<String> lines = new ArrayList<>();
        lines.add("Not in force yet: fewer actions would go to a person, so a second person must agree.");
        waiting.loosens().forEach(sentence -> lines.add("  - " + sentence));
        lines.add("To agree:  ./countersign agree " + waiting.process() + " " + waiting.publication() + " --user hugo");
        return lines;
    }
}
