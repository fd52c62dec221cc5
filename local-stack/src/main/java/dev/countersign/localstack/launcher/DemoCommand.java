package dev.countersign.localstack.launcher;

import dev.countersign.localstack.Addresses;
import dev.countersign.localstack.Endpoint;
import dev.countersign.localstack.ProjectRoot;
import dev.countersign.localstack.Stack;
import dev.countersign.localstack.StackException;
import dev.countersign.localstack.client.Api;
import dev.countersign.localstack.client.Login;
import dev.countersign.localstack.client.Proposal;
import dev.countersign.localstack.demo.Demo;
import dev.countersign.localstack.launcher.Documents.Published;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "demo", description = "The stack with sample processes and agents at work; stays until Ctrl-C.")
final class DemoCommand implements Callable<Integer> {

    /** Whose queue the demo waits for: the account executive, whose drafted e-mail the tour begins with. */
    private static final String FIRST_REVIEWER = "ana";

    private static final String SECOND_PERSON = "hugo";

    @Option(names = "--fresh", description = "Forget the data of earlier runs first.")
    private boolean fresh;

    @Override
    public Integer call() throws InterruptedException {
        long began = System.nanoTime();
        Terminal terminal = Terminal.system();
        Home home = Home.current();
        boolean running = home.holder().isPresent();
        if (running && fresh) {
            throw new StackException("The stack is up. End it first: ./countersign down");
        }
        if (running) {
            terminal.line("The stack is up already; the demo uses it.");
            run(home, home.addresses(), began, terminal);
            return 0;
        }
        try (Stack stack = RunningStack.start(home, fresh, terminal)) {
            run(home, stack.addresses(), began, terminal);
        }
        return 0;
    }

    private static void run(Home home, Addresses addresses, long began, Terminal terminal) throws InterruptedException {
        Path examples = ProjectRoot.find().resolve("examples").resolve("demo");
        Api api = new Api(addresses);
        load(home, api, examples, terminal);
        Demo demo = new Demo(api, home.folder().demo(), terminal::line);
        List<Proposal> proposals = Demo.proposals(examples.resolve("actions"));
        Thread watcher = Thread.ofVirtual().start(() -> sayWhenVisible(demo, began, terminal));
        List<Demo.Proposed> proposed = demo.propose(
                proposals,
                one -> terminal.line(
                        "  " + one.proposal().process() + "  " + one.proposal().title() + "  " + one.answer()));
        watcher.join();
        long waiting = proposed.stream().filter(Demo.Proposed::waits).count();
        terminal.line("");
        terminal.line(proposed.size() + " actions proposed, " + waiting + " wait for a person.");
        RunningStack.printAddresses(addresses, terminal);
        RunningStack.printPeople(terminal);
        terminal.line("Start here: open " + addresses.url(Endpoint.QUEUE)
                + "/ , log in as ana (password ana), edit the drafted");
        terminal.line("e-mail and approve it. The agent waits; what it then does appears below. Ctrl-C ends the demo.");
        terminal.line("");
        demo.followAll(proposed);
        RunningStack.hold();
    }

    private static void sayWhenVisible(Demo demo, long began, Terminal terminal) {
        try {
            demo.awaitFirstReview(new Login.User(FIRST_REVIEWER));
            double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
            terminal.line(String.format(
                    Locale.ROOT, "The first review is in the queue of %s after %.1f s.", FIRST_REVIEWER, seconds));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StackException e) {
            terminal.line(Objects.requireNonNullElse(e.getMessage(), "no review became visible"));
        }
    }

    private static void load(Home home, Api api, Path examples, Terminal terminal) {
        LoadedFiles loaded = new LoadedFiles(home.folder().demo());
        terminal.now("loading people and policies");
        loaded.loadIfChanged(
                examples.resolve("directory.yaml"), file -> Documents.directory(api, file, new Login.User("admin")));
        try (Stream<Path> files = Files.list(examples.resolve("policies"))) {
            for (Path policy : files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                loaded.loadIfChanged(policy, file -> terminal.line(publish(api, file)));
            }
        } catch (IOException e) {
            throw new StackException(examples + " cannot be read", e);
        }
    }

    /** The examples of a newer release may be looser than those in force: the demo has its second person say yes. */
    private static String publish(Api api, Path file) {
        return switch (Documents.publish(api, file, new Login.User("grace"))) {
            case Published.InForce it -> "In force: " + it.what();
            case Published.Waiting it ->
                "In force: " + Documents.agree(api, it.process(), it.publication(), new Login.User(SECOND_PERSON))
                        + "; it loosens, " + SECOND_PERSON + " agreed";
        };
    }
}
