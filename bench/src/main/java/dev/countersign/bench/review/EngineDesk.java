package dev.countersign.bench.review;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.countersign.bench.Wire;
import dev.countersign.localstack.Ports;
import dev.countersign.localstack.Postgres.PostgresAddress;
import dev.countersign.localstack.ProjectRoot;
import dev.countersign.localstack.test.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A workflow engine's user task. Opened by a plain request: no event is read for it and none is written, which is less than ours does.
 */
final class EngineDesk implements Desk, AutoCloseable {

    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    /** Both descend from the same tables. */
    private static final String KEPT = "select count(*) from act_hi_taskinst where end_time_ is not null";

    private static final int OPENERS = 8;
    private static final int LOOKS = 300;
    private static final long BETWEEN_LOOKS = 200;

    /** The engines there are. */
    enum Engine {
        OPERATON,
        FLOWABLE;

        private String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Engine engine;
    private final PostgresAddress postgres;
    private final String opener;
    private final int port;
    private final Process process;

    private EngineDesk(Engine engine, PostgresAddress postgres, String opener, int port, Process process) {
        this.engine = engine;
        this.postgres = postgres;
        this.opener = opener;
        this.port = port;
        this.process = process;
    }

    /** Starts the engine on a database of its own in that PostgreSQL, with these options of the JVM. */
    static EngineDesk start(Engine engine, PostgresAddress postgres, Path folder, List<String> options)
            throws IOException, InterruptedException {
        postgres.ensureDatabase(engine.id());
        int port = Ports.orFree(0);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-jar");
        command.add(ProjectRoot.find()
                .resolve(Path.of("bench", "peers", "target", "quarkus-app", "quarkus-run.jar"))
                .toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(engine.id() + ".log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "PEERS_ENGINE", engine.id(),
                        "QUARKUS_HTTP_PORT", Integer.toString(port),
                        "QUARKUS_DATASOURCE_USERNAME", engine.id(),
                        "QUARKUS_DATASOURCE_PASSWORD", engine.id(),
                        "QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(engine.id()),
                        "QUARKUS_OIDC_PUBLIC_KEY", Tokens.publicKey(),
                        "QUARKUS_OIDC_TOKEN_ISSUER", Tokens.ISSUER));
        EngineDesk desk = new EngineDesk(engine, postgres, Reviewer.token("opener", "reviewer"), port, builder.start());
        desk.awaitReady();
        return desk;
    }

    private void awaitReady() throws IOException, InterruptedException {
        for (int look = 0; look < LOOKS && process.isAlive(); look++) {
            try (Wire wire = wire()) {
                wire.exchange(Wire.request("GET", "/q/health/ready", opener, ""), 200);
                return;
            } catch (IOException e) {
                Thread.sleep(BETWEEN_LOOKS);
            }
        }
        close();
        throw new IOException(engine.id() + " did not start");
    }

    @Override
    public String name() {
        return engine.id();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    private Wire wire() throws IOException {
        return new Wire("127.0.0.1", port);
    }

    @Override
    public List<String> open(int count) throws Exception {
        List<Future<List<String>>> openers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(OPENERS)) {
            for (int i = 0; i < OPENERS; i++) {
                int share = (count + i) / OPENERS;
                openers.add(threads.submit(() -> openSome(share)));
            }
        }
        List<String> tasks = new ArrayList<>();
        for (Future<List<String>> some : openers) {
            tasks.addAll(some.get());
        }
        return tasks;
    }

    private List<String> openSome(int count) throws IOException {
        List<String> tasks = new ArrayList<>();
        try (Wire wire = wire()) {
            for (int i = 0; i < count; i++) {
                UUID evaluation = UuidCreator.getTimeOrderedEpoch();
                String answer = wire.exchange(
                        Wire.request(
                                "POST",
                                "/tasks",
                                opener,
                                Matter.task(evaluation).toString()),
                        200);
                Matcher id = ID.matcher(answer);
                if (!id.find()) {
                    throw new IOException("a task without an id");
                }
                tasks.add(id.group(1));
            }
        }
        return tasks;
    }

    @Override
    public void work(Wire wire, Reviewer reviewer, String id) throws IOException {
        wire.exchange(Wire.request("GET", "/tasks?team=" + Reviewer.TEAM, reviewer.token(), ""), 200);
        wire.exchange(Wire.request("POST", "/tasks/" + id + "/claim", reviewer.token(), ""), 200);
        wire.exchange(
                Wire.request(
                        "POST",
                        "/tasks/" + id + "/complete",
                        reviewer.token(),
                        "{\"decision\":\"approved\",\"reason\":\"as asked\"}"),
                200);
    }

    @Override
    public long kept() throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(engine.id()), engine.id(), engine.id());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(KEPT)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
