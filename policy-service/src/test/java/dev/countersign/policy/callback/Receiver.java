package dev.countersign.policy.callback;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.countersign.policy.Given;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** An agent's own web server on 127.0.0.1, which remembers what it was told. */
final class Receiver implements AutoCloseable {

    private static final String PATH = "/decided/of-no-concern-to-others";

    /**
     * One request.
     *
     * @param at when it came, in nanoseconds of this process
     */
    record Told(Map<String, List<String>> headers, String body, long at) {

        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().getFirst())
                    .findFirst()
                    .orElseThrow();
        }

        JsonNode json() {
            return Given.json(body);
        }
    }

    private final HttpServer server;
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private volatile int otherwise = 204;
    private volatile boolean mute;
    private volatile String retryAfter = "";

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        told.add(new Told(Map.copyOf(exchange.getRequestHeaders()), body, System.nanoTime()));
        if (mute) {
            return;
        }
        Integer next = statuses.poll();
        if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().add("Retry-After", retryAfter);
        }
        exchange.sendResponseHeaders(next == null ? otherwise : next, -1);
        exchange.close();
    }

    /** Answers with these first. */
    Receiver answering(Integer... first) {
        statuses.addAll(List.of(first));
        return this;
    }

    /** Answers with this where nothing else was said. */
    Receiver always(int status) {
        otherwise = status;
        return this;
    }

    Receiver askingFor(String wait) {
        retryAfter = wait;
        return this;
    }

    /** Takes everything in and never answers. */
    Receiver mute() {
        mute = true;
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    List<Told> told() {
        return told;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
