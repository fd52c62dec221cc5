package dev.countersign.localstack.launcher;

import dev.countersign.localstack.StackException;
import dev.countersign.localstack.client.Api;
import dev.countersign.localstack.client.Login;
import dev.countersign.localstack.client.Proposal;
import dev.countersign.localstack.client.Proposals;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "replay", description = "Propose each line of a file: a body of POST /v1/evaluations.")
final class ReplayCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE.jsonl")
    private Path file = Path.of("");

    @Option(names = "--rate", paramLabel = "N", description = "proposals a second (default: one after the other)")
    private @Nullable Double rate;

    @Option(
            names = "--as",
            paramLabel = "AGENT",
            description = "who proposes, where a line does not say (default: ${DEFAULT-VALUE})")
    private String agent = "airline-agent";

    @Override
    public Integer call() throws InterruptedException {
        if (rate != null && !(rate > 0)) {
            throw new StackException("--rate is " + rate + "; it must be a number above 0");
        }
        Terminal terminal = Terminal.system();
        List<Proposal> proposals = Proposals.read(file, new Login.Client(agent));
        Replay replay = new Replay(new Api(Home.current().addresses()), rate);
        Replay.Summary summary = replay.run(proposals, done -> terminal.progress("proposed", done, proposals.size()));
        terminal.line(proposals.size() + " proposed.");
        print(terminal, "Outcomes", summary.outcomes());
        print(terminal, "Problems", summary.problems());
        summary.examples().forEach(example -> terminal.line("  " + example));
        return summary.problems().isEmpty() ? 0 : 1;
    }

    private static void print(Terminal terminal, String title, Map<String, Integer> counts) {
        if (!counts.isEmpty()) {
            terminal.line(title + ":");
            counts.forEach((name, count) -> terminal.line("  " + name + " " + count));
        }
    }
}
