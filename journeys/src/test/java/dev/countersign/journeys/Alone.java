package dev.countersign.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.localstack.Ports;
import dev.countersign.localstack.ProjectRoot;
import dev.countersign.localstack.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One service as a process beside the house, in an environment of its own; ended with {@link #close}. */
final class Alone implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;
    private final int port;

    private Alone(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    static Alone start(Service service, Map<String, String> environment) {
        try {
            int port = Ports.free();
            Path log = Files.createTempFile(Path.of("target"), service.module(), ".log");
            Path jar = ProjectRoot.find().resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx192m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-jar",
                            jar.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("QUARKUS_HTTP_HOST", Ports.LOOPBACK);
            builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
            builder.environment().putAll(environment);
            return new Alone(builder.start(), log, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How it ended by itself. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it runs on: " + log());
        }
        return process.exitValue();
    }

    /** Its readiness, once it answers with this status. */
    JsonNode awaitReadiness(int status) {
        return Eventually.first("readiness " + status, PATIENCE, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("it has ended: " + log());
            }
            return readiness(status);
        });
    }

    private Optional<JsonNode> readiness(int status) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            return answer.statusCode() == status ? Optional.of(JSON.readTree(answer.body())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        client.close();
    }
}
