package dev.countersign.localstack.launcher;

import dev.countersign.localstack.Stack;
import dev.countersign.localstack.StackException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "up", description = "Start the stack; it stays until Ctrl-C, or in the background with --detach.")
final class UpCommand implements Callable<Integer> {

    @Option(
            names = "--detach",
            description = "Return once every health check is green; end it with ./countersign down.")
    private boolean detach;

    @Option(names = "--fresh", description = "Forget the data of earlier runs first.")
    private boolean fresh;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.system();
        Home home = Home.current();
        Optional<ProcessHandle> holder = home.holder();
        if (holder.isPresent() && fresh) {
            throw new StackException(
                    "The stack is up (pid " + holder.get().pid() + "). End it first: ./countersign down");
        }
        if (holder.isPresent()) {
            terminal.line("The stack is up already (pid " + holder.get().pid() + ").");
            RunningStack.printAddresses(home.addresses(), terminal);
            return 0;
        }
        if (detach) {
            Background.start(home, fresh, terminal);
            RunningStack.printAddresses(home.addresses(), terminal);
            return 0;
        }
        try (Stack stack = RunningStack.start(home, fresh, terminal)) {
            RunningStack.printAddresses(stack.addresses(), terminal);
            RunningStack.printPeople(terminal);
            terminal.line("Ctrl-C ends it; its data stays in " + home.folder().path() + ".");
            RunningStack.hold();
        }
        return 0;
    }
}
