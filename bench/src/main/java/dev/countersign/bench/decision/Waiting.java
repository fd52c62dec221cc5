package dev.countersign.bench.decision;

import dev.countersign.bench.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Agents that wait for a decision, each on a connection of its own: what the service keeps for them. */
final class Waiting {

    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");
    private static final Pattern WAITERS = Pattern.compile("(?m)^countersign_waiters(?:\\{[^}]*})? ([0-9.E]+)$");
    private static final Pattern PSS = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB$");
    private static final int PROPOSERS = 16;

    private final String host;
    private final int port;
    private final String token;

    Waiting(String host, int port, String token) {
        this.host = host;
        this.port = port;
        this.token = token;
    }

    /**
     * What so many agents cost.
     *
     * @param waiting how many the service says it keeps
     * @param before the service's memory before they came, in bytes; empty where the system does not say
     * @param with the same while they wait
     */
    record Cost(int waiting, OptionalLong before, OptionalLong with) {}

    Cost of(int agents, long pid) throws Exception {
        List<String> evaluations = propose(agents);
        OptionalLong before = memory(pid);
        List<Wire> wires = new ArrayList<>();
        try {
            for (String evaluation : evaluations) {
                Wire wire = new Wire(host, port);
                wires.add(wire);
                wire.send(Wire.request("GET", "/v1/evaluations/" + evaluation + "?wait=PT60S", token, ""));
            }
            int waiting = awaitWaiting(agents);
            return new Cost(waiting, before, memory(pid));
        } finally {
            for (Wire wire : wires) {
                wire.close();
            }
        }
    }

    private List<String> propose(int count) throws Exception {
        List<Future<List<String>>> proposers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(PROPOSERS)) {
            for (int i = 0; i < PROPOSERS; i++) {
                int first = i;
                proposers.add(threads.submit(() -> proposeSome(first, count)));
            }
        }
        List<String> evaluations = new ArrayList<>();
        for (Future<List<String>> proposer : proposers) {
            evaluations.addAll(proposer.get());
        }
        return evaluations;
    }

    private List<String> proposeSome(int first, int count) throws IOException {
        List<String> evaluations = new ArrayList<>();
        try (Wire wire = new Wire(host, port)) {
            for (int i = first; i < count; i += PROPOSERS) {
                String body = Matter.proposal(i, false).toString();
                Matcher id = ID.matcher(wire.exchange(Wire.request("POST", "/v1/evaluations", token, body), 201));
                if (!id.find()) {
                    throw new IOException("an evaluation without an id");
                }
                evaluations.add(id.group(1));
            }
        }
        return evaluations;
    }

    /** How many wait, as soon as all do, or as many as do after a while. */
    private int awaitWaiting(int agents) throws IOException, InterruptedException {
        int waiting = 0;
        for (int i = 0; i < 100 && waiting < agents; i++) {
            Thread.sleep(200);
            waiting = waiting();
        }
        return waiting;
    }

    private int waiting() throws IOException {
        try (Wire wire = new Wire(host, port)) {
            Matcher waiters = WAITERS.matcher(wire.exchange(Wire.request("GET", "/q/metrics", token, ""), 200));
            return waiters.find() ? (int) Double.parseDouble(waiters.group(1)) : 0;
        }
    }

    private static OptionalLong memory(long pid) {
        try {
            Matcher pss = PSS.matcher(Files.readString(Path.of("/proc/" + pid + "/smaps_rollup")));
            return pss.find() ? OptionalLong.of(Long.parseLong(pss.group(1)) * 1024) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    static String megabytes(OptionalLong bytes) {
        return bytes.isEmpty() ? "?" : String.format(Locale.ROOT, "%,d MB", bytes.getAsLong() / 1_000_000);
    }
}
