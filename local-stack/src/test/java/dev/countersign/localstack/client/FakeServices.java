package dev.countersign.localstack.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.countersign.localstack.Addresses;
import dev.countersign.localstack.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Everything that speaks HTTP, behind one port: hands out tokens and answers what a test says. */
public final class FakeServices implements AutoCloseable {

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Function<Call, Answer> answers;

    public FakeServices(Function<Call, Answer> answers) throws IOException {
        this.answers = answers;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 64);
        server.createContext("/", this::handle);
        server.start();
    }

    public record Call(String method, String path, String token, String key, String body) {}

    public record Answer(int status, String body) {}

    public Addresses addresses() {
        Map<Endpoint, Integer> ports = new EnumMap<>(Endpoint.class);
        for (Endpoint endpoint : Endpoint.values()) {
            ports.put(endpoint, server.getAddress().getPort());
        }
        return new Addresses(ports);
    }

    /** What the services were asked, tokens apart. */
    public List<Call> calls() {
        return calls;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Answer answer = answer(exchange, body);
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Answer answer(HttpExchange exchange, String body) {
        String path = exchange.getRequestURI().toString();
        if (path.endsWith("/token")) {
            String field = body.contains("username=") ? "username" : "client_id";
            String name = body.replaceAll(".*" + field + "=([a-z-]+).*", "$1");
            return new Answer(200, "{\"access_token\":\"token-of-" + name + "\",\"expires_in\":300}");
        }
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        Call call = new Call(exchange.getRequestMethod(), path, token, key == null ? "" : key, body);
        calls.add(call);
        return answers.apply(call);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
