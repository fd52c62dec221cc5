package dev.countersign.localstack.launcher;

import dev.countersign.localstack.Addresses;
import dev.countersign.localstack.Endpoint;
import dev.countersign.localstack.Realm;
import dev.countersign.localstack.Stack;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** Starts the whole stack for a command, and holds it until somebody asks for the end. */
final class RunningStack {

    private RunningStack() {}

    /** Starts it and says how it goes. The stack ends with this process. */
    static Stack start(Home home, boolean fresh, Terminal terminal) {
        long began = System.nanoTime();
        Stack stack = Stack.builder(home.folder().path())
                .addresses(Addresses.fromEnvironment(home.environment()))
                .fresh(fresh)
                .progress(said -> terminal.now(said))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stack-shutdown"));
        double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
        terminal.line(String.format(Locale.ROOT, "The stack is up after %.1f s.", seconds));
        return stack;
    }

    static void printAddresses(Addresses addresses, Terminal terminal) {
        terminal.line("");
        terminal.line("  Reviewer's console  " + addresses.url(Endpoint.QUEUE) + "/");
        terminal.line("  Log and evidence    " + addresses.url(Endpoint.AUDIT) + "/q/openapi");
        terminal.line("  Agents' API         " + addresses.url(Endpoint.POLICY) + "/q/openapi");
        terminal.line("  Mailbox             " + addresses.url(Endpoint.MAILBOX) + "/");
        terminal.line("  Keycloak            " + addresses.issuer());
        terminal.line(
                "  PostgreSQL          " + addresses.postgres().jdbcUrl("policy") + " (user and password: policy)");
        terminal.line("  Kafka               " + addresses.kafka());
        terminal.line("");
    }

    static void printPeople(Terminal terminal) {
        terminal.line("  Everybody's password is the name:");
        for (Realm.Person person : Realm.PEOPLE) {
            terminal.line(String.format(
                    Locale.ROOT,
                    "    %-6s %s %s, %s",
                    person.name(),
                    person.first(),
                    person.last(),
                    String.join(" and ", person.roles())));
        }
        terminal.line("");
    }

    /** Returns never; Ctrl-C and {@code down} end the process. */
    static void hold() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
