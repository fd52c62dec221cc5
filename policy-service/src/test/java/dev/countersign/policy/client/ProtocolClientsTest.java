package dev.countersign.policy.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.ReviewEvent.ReviewDecided;
import dev.countersign.localstack.test.Tokens;
import dev.countersign.policy.Given;
import dev.countersign.policy.PolicyServiceTest;
import dev.countersign.policy.Reviews;
import io.quarkus.test.common.http.TestHTTPResource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocols' own clients from npm, against the running service; this test plays the reviewer that their scripts ask for. */
@PolicyServiceTest
class ProtocolClientsTest {

    private static final Path SCRIPTS = Path.of("src", "test", "clients");
    private static final Path INSTALLED = Path.of("target", "clients");
    private static final int OLDEST_NODE = 20;

    @TestHTTPResource
    URI service;

    @ParameterizedTest
    @ValueSource(strings = {"mcp.mjs", "langgraph.mjs"})
    void theProtocolsOwnClientIsServed(String script) throws Exception {
        install();
        String process = Given.published();

        Process client = node(script, process);
        CompletableFuture.delayedExecutor(2, TimeUnit.MINUTES).execute(client::destroyForcibly);
        List<String> said = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (line.startsWith("decide ")) {
                    String[] asked = line.split(" ");
                    Reviews.say(decision(asked[1], UUID.fromString(asked[2]), process));
                }
            }
        }

        assertThat(said).as(script).endsWith("done");
        assertThat(client.waitFor()).isZero();
    }

    private static ReviewDecided decision(String name, UUID evaluation, String process) {
        return switch (name) {
            case "approve" -> Reviews.decided(evaluation, process, Decision.APPROVED);
            case "edit" -> Reviews.edited(evaluation, process, Given.json("{\"amount\":15,\"text\":\"Sorry\"}"));
            case "reject" -> Reviews.decided(evaluation, process, Decision.REJECTED);
            case "request-changes" -> Reviews.decided(evaluation, process, Decision.CHANGES_REQUESTED);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private Process node(String script, String process) throws IOException {
        ProcessBuilder node =
                new ProcessBuilder("node", script).directory(INSTALLED.toFile()).redirectErrorStream(true);
        node.environment()
                .putAll(Map.of(
                        "COUNTERSIGN_URL", service.toString(),
                        "COUNTERSIGN_TOKEN", Tokens.agent(Given.AGENT),
                        "COUNTERSIGN_PROCESS", process));
        return node.start();
    }

    /** Once for each state of the lock file; whoever has no Node, or no registry to install from, is told what was not checked. */
    private static void install() throws Exception {
        if (version() < OLDEST_NODE) {
            notChecked("there is no Node " + OLDEST_NODE + " or newer on the PATH");
        }
        Files.createDirectories(INSTALLED);
        byte[] lock = Files.readAllBytes(SCRIPTS.resolve("package-lock.json"));
        Path mark = INSTALLED.resolve("installed.json");
        try (var scripts = Files.list(SCRIPTS)) {
            for (Path script : scripts.toList()) {
                Files.copy(script, INSTALLED.resolve(script.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (Files.exists(mark) && Arrays.equals(Files.readAllBytes(mark), lock)) {
            return;
        }
        if (run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline") != 0) {
            notChecked("npm could not install the clients; its output is in target/clients/npm.log");
        }
        Files.write(mark, lock);
    }

    private static int version() throws IOException, InterruptedException {
        try {
            Process node = new ProcessBuilder("node", "--version").start();
            String version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return node.waitFor() == 0 ? Integer.parseInt(version.substring(1, version.indexOf('.'))) : 0;
        } catch (IOException missing) {
            return 0;
        }
    }

    private static int run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(INSTALLED.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(INSTALLED.resolve("npm.log").toFile())
                    .start();
            boolean ended = process.waitFor(3, TimeUnit.MINUTES);
            process.destroy();
            return ended ? process.exitValue() : -1;
        } catch (IOException missing) {
            return -1;
        }
    }

    @SuppressWarnings("SystemOut") // a skipped test must be seen by whoever only looks at the build
    private static void notChecked(String why) {
        String told = "NOT CHECKED: the protocols' own clients (MCP SDK, LangGraph.js), because " + why + ".";
        System.err.println("\n" + "!".repeat(told.length()) + "\n" + told + "\n" + "!".repeat(told.length()) + "\n");
        abort(told);
    }
}
