package dev.countersign.bench.start;

import dev.countersign.localstack.Endpoint;
import dev.countersign.localstack.Launch;
import dev.countersign.localstack.Ports;
import dev.countersign.localstack.Service;
import dev.countersign.localstack.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Something that is started, and ended again. */
sealed interface Starter {

    String name();

    /** Whether it is held to the goals. */
    boolean isOurs();

    int port();

    /** Without waiting until it is ready. */
    void start() throws IOException;

    long pid();

    /** At once. */
    void kill() throws InterruptedException;

    /** One of the four, on the local stack, or another in its place. */
    record OfService(String name, Stack stack, Service service, Launch launch) implements Starter {

        @Override
        public boolean isOurs() {
            return name.equals(service.module());
        }

        @Override
        public int port() {
            return stack.addresses().port(Endpoint.valueOf(service.name()));
        }

        @Override
        public void start() {
            stack.services().start(service, launch);
        }

        @Override
        public long pid() {
            return stack.services().pid(service);
        }

        @Override
        public void kill() {
            stack.services().kill(service);
        }
    }

    /** The bare one. */
    final class OfBare implements Starter {

        private final Launch launch;
        private final Path log;
        private final int port = Ports.orFree(0);
        private @Nullable Process process;

        OfBare(Launch launch, Path log) {
            this.launch = launch;
            this.log = log;
        }

        @Override
        public String name() {
            return "bare Quarkus REST";
        }

        @Override
        public boolean isOurs() {
            return false;
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public void start() throws IOException {
            ProcessBuilder builder = new ProcessBuilder(launch.command())
                    .directory(launch.app().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(launch.environment());
            builder.environment().putAll(Map.of("QUARKUS_HTTP_PORT", Integer.toString(port)));
            process = builder.start();
        }

        private Process process() {
            if (process == null) {
                throw new IllegalStateException("not started");
            }
            return process;
        }

        @Override
        public long pid() {
            return process().pid();
        }

        @Override
        public void kill() throws InterruptedException {
            process().destroyForcibly().waitFor();
        }

        /** In good order, with the time that a training run takes to write down what it learned. */
        void end(Duration patience) throws InterruptedException {
            process().destroy();
            process().waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
