package dev.countersign.localstack.launcher;

import dev.countersign.localstack.Stack;
import dev.countersign.localstack.StackException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;

@Command(name = "down", description = "End the stack, wherever it was started; its data stays.")
final class DownCommand implements Callable<Integer> {

    private static final int PATIENCE_SECONDS = 60;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.system();
        Home home = Home.current();
        Optional<ProcessHandle> holder = home.holder();
        if (holder.isPresent()) {
            terminal.now("ending pid " + holder.get().pid());
            end(holder.get());
        }
        // Whatever a killed run has left behind ends as well.
        Stack.endLeftovers(home.folder());
        terminal.line(holder.isPresent() ? "The stack is down." : "The stack was not up.");
        return 0;
    }

    private static void end(ProcessHandle holder) {
        holder.destroy();
        try {
            holder.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            holder.destroyForcibly();
        } catch (ExecutionException e) {
            throw new StackException("pid " + holder.pid() + " cannot be waited for", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
