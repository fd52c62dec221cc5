package dev.countersign.localstack.test;

import dev.countersign.localstack.Broker;
import dev.countersign.localstack.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * PostgreSQL and Kafka for one test run, in a process of their own: neither the class loaders nor the logging nor the heap of the
 * JVM under test have a part in it. It ends when its standard input does, so it cannot outlive whoever started it.
 */
public final class TestStackProcess {

    /** What the process says on standard output once everything is up, before the addresses file's path. */
    static final String READY = "countersign-test-stack-ready ";

    private TestStackProcess() {}

    /**
     * Runs until standard input ends.
     *
     * @param arguments the folder for data; the file to write the addresses to; the folder for PostgreSQL's programs
     */
    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[0]);
        Path addresses = Path.of(arguments[1]);
        Path binaries = Path.of(arguments[2]);
        CompletableFuture<Postgres> starting =
                CompletableFuture.supplyAsync(() -> Postgres.start(data.resolve("postgres"), binaries, 0));
        try (Broker broker = Broker.start(data.resolve("kafka"), 0);
                Postgres postgres = starting.join()) {
            new TestAddresses(postgres.address(), broker.bootstrapServers()).write(addresses);
            System.out.println(READY + addresses);
            waitForEndOfInput();
        }
        System.exit(0);
    }

    private static void waitForEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            continue;
        }
    }
}
