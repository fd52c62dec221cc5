package dev.countersign.localstack.launcher;

import dev.countersign.localstack.Addresses;
import dev.countersign.localstack.Endpoint;
import dev.countersign.localstack.Health;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "status", description = "What is up; the exit status is 0 when everything is.")
final class StatusCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        Terminal terminal = Terminal.system();
        Home home = Home.current();
        terminal.line(home.holder()
                .map(holder -> "Held by pid " + holder.pid() + ".")
                .orElse("The stack was not started from " + home.folder().path() + "."));
        Addresses addresses = home.addresses();
        boolean healthy = true;
        for (Endpoint endpoint : Endpoint.values()) {
            boolean up = Health.isUp(endpoint, addresses);
            healthy &= up;
            terminal.line(String.format(
                    Locale.ROOT,
                    "  %-22s %-5s 127.0.0.1:%d",
                    endpoint.label(),
                    up ? "up" : "DOWN",
                    addresses.port(endpoint)));
        }
        return healthy ? 0 : 1;
    }
}
