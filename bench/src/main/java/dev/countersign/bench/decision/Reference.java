package dev.countersign.bench.decision;

import dev.countersign.localstack.Postgres.PostgresAddress;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The same PostgreSQL writing down what a decision does (its evaluation, its events, and where it goes without a person its release and
 * its use of the limit) with one statement and one commit each, and nothing else: by pgbench where there is one, else by JDBC.
 */
final class Reference {

    private static final String DATABASE = "policy";
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

    private static final String DIGEST = "sha-256:" + "0".repeat(64);
    private static final List<String> TABLES = List.of("evaluation", "limit_use", "release", "outbox");

    private final PostgresAddress postgres;
    private final Path folder;
    private final Optional<Path> pgbench = find();

    Reference(PostgresAddress postgres, Path folder) {
        this.postgres = postgres;
        this.folder = folder;
    }

    /** What a decision writes down, as one statement: for a refund that goes without a person, or for one that a person looks at. */
    private static String insert(boolean plain) {
        String evaluation = """
                with e as (
                    insert into bench_evaluation (id, process, policy_version, agent, outcome, status, reasons, proposal,
                                                  payload_digest, revision, clock_cycle, created_at, changed_at)
                    values (gen_random_uuid(), '%s', 1, '%s', '%s', '%s', %s, %s, %s, 1, 0, now(), now())
                    returning id)
                """.formatted(
                        Matter.PROCESS,
                        Matter.AGENT,
                        plain ? "proceed" : "review",
                        plain ? "released" : "waiting",
                        literal(Matter.reasons(plain)),
                        literal(Matter.proposal(1, plain).toString()),
                        literal(DIGEST));
        String permission = """
                , u as (
                    insert into bench_limit_use (process, limit_name, at, uses, evaluation, amount, total)
                    select '%1$s', 'refunds', clock_timestamp(), (random() * 1e15)::bigint, id, 21, 1000 from e)
                , r as (
                    insert into bench_release (id, evaluation, process, agent, action_type, target, payload_digest, decision,
                                               approvers, policy_version, issued_at, expires_at)
                    select gen_random_uuid(), id, '%1$s', '%2$s', 'refund', 'order/1', %3$s, 'none', '', 1,
                           now(), now() from e)
                """.formatted(Matter.PROCESS, Matter.AGENT, literal(DIGEST));
        String events = """
                insert into bench_outbox (shard, topic, key, headers, payload, recorded_at)
                select (random() * 15)::smallint, 'countersign.evaluations', id::text, %s::json, convert_to(p, 'UTF8'), now()
                from e, unnest(array[%s]) as p
                """.formatted(
                literal(Matter.HEADERS), literal(Matter.event(plain)) + (plain ? ", " + literal(Matter.issued()) : ""));
        return (evaluation + (plain ? permission : "") + events)
                .replace('\n', ' ')
                .strip();
    }

    /** Without a colon: pgbench takes what follows one for a variable of its own, quoted or not. */
    private static String literal(String text) {
        return "E'" + text.replace("\\", "\\\\").replace("'", "''").replace(":", "\\x3a") + "'";
    }

    /**
     * Has the server do now what it puts off (vacuum, statistics, what is still to be put onto the disk), so that what comes next does not pay
     * for what was before.
     */
    void settle() throws SQLException {
        try (Connection connection = postgres.superuser(DATABASE).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum (analyze)");
            statement.execute("checkpoint");
        }
    }

    String name() {
        return pgbench.isPresent() ? "pgbench" : "JDBC (there is no pgbench here)";
    }

    private static Optional<Path> find() {
        List<Path> folders = new ArrayList<>();
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            folders.add(Path.of(folder));
        }
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            versions.forEach(version -> folders.add(version.resolve("bin")));
        } catch (IOException e) {
            // No such folder: then it is on the path, or nowhere.
        }
        return folders.stream()
                .map(folder -> folder.resolve("pgbench"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Tables as those of the service, with the same indexes, kept in the same way. */
    void prepare() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute("create table bench_" + table + " (like " + table + " including all)");
                for (String option : options(statement, table)) {
                    statement.execute("alter table bench_" + table + " set (" + option + ")");
                }
            }
        }
    }

    private static List<String> options(Statement statement, String table) throws SQLException {
        List<String> options = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(
                "select unnest(reloptions) from pg_class where oid = '" + table + "'::regclass")) {
            while (rows.next()) {
                options.add(rows.getString(1));
            }
        }
        return options;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(DATABASE), DATABASE, DATABASE);
    }

    /** Commits a second. */
    double perSecond(int connections, Duration time) throws IOException, InterruptedException {
        return pgbench.isPresent() ? byPgbench(pgbench.get(), connections, time) : byJdbc(connections, time);
    }

    private double byPgbench(Path program, int connections, Duration time) throws IOException, InterruptedException {
        Path plain = Files.writeString(folder.resolve("plain.sql"), insert(true) + ";\n");
        Path reviewed = Files.writeString(folder.resolve("reviewed.sql"), insert(false) + ";\n");
        ProcessBuilder builder = new ProcessBuilder(
                        program.toString(),
                        "--no-vacuum",
                        "--protocol=prepared",
                        "--client=" + connections,
                        "--jobs=2",
                        "--time=" + time.toSeconds(),
                        "--file=" + plain + "@1",
                        "--file=" + reviewed + "@1",
                        "--host=" + postgres.host(),
                        "--port=" + postgres.port(),
                        "--username=" + DATABASE,
                        DATABASE)
                .redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", DATABASE);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher tps = TPS.matcher(said);
        if (process.waitFor() != 0 || !tps.find()) {
            throw new IOException("pgbench: " + said);
        }
        return Double.parseDouble(tps.group(1));
    }

    private double byJdbc(int connections, Duration time) throws IOException, InterruptedException {
        long ends = System.nanoTime() + time.toNanos();
        List<Callable<Long>> clients = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            clients.add(() -> insertUntil(ends));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            long commits = 0;
            for (Future<Long> client : threads.invokeAll(clients)) {
                commits += client.get();
            }
            return commits / (time.toMillis() / 1e3);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private long insertUntil(long ends) throws SQLException {
        long commits = 0;
        try (Connection connection = connect();
                PreparedStatement plain = connection.prepareStatement(insert(true));
                PreparedStatement reviewed = connection.prepareStatement(insert(false))) {
            while (System.nanoTime() < ends) {
                (commits % 2 == 0 ? plain : reviewed).executeUpdate();
                commits++;
            }
        }
        return commits;
    }
}
