package dev.countersign.localstack.training;

import dev.countersign.localstack.Launch;
import dev.countersign.localstack.Service;
import dev.countersign.localstack.Services;
import dev.countersign.localstack.Stack;
import dev.countersign.localstack.StackException;
import dev.countersign.localstack.client.Api;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A training run: the packaged services start, do a round of their usual work, and end; meanwhile their JVMs note which classes that
 * took and how they were used, and write it into an AOT cache (JEP 483, 514, 515) for the next start.
 */
public final class Training {

    /** The JVM lays out the cache before it ends, which takes more than all of the run. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private Training() {}

    /**
     * Trains all four.
     *
     * @param stack without services: PostgreSQL, Kafka, Keycloak and the mail server
     * @param launch how each is started, later too: the JVM, the folder and the kind of heap are part of what a cache is good for
     * @param cache the file that each writes
     */
    public static void run(
            Stack stack, Function<Service, Launch> launch, Function<Service, Path> cache, Consumer<String> progress) {
        Services services = stack.services();
        for (Service service : Service.values()) {
            services.start(service, launch.apply(service).training(cache.apply(service)));
            // One at a time: a JVM that notes everything is slow enough by itself.
            services.awaitReady(service);
        }
        progress.accept("all four are up, and get something to do");
        new Work(new Api(stack.addresses())).round();
        for (Service service : Service.values()) {
            services.stop(service, PATIENCE);
            if (!Files.exists(cache.apply(service))) {
                throw new StackException(service.module() + " left no cache; its log says why: "
                        + stack.home().log(service.module()));
            }
            progress.accept(service.module() + " is trained");
        }
    }
}
