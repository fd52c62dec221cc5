package dev.countersign.journeys;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** A platform's collector of traces, which speaks OTLP over HTTP. */
final class Collector implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Set<String>> services = new ConcurrentHashMap<>();

    private Collector(HttpServer server) {
        this.server = server;
    }

    static Collector open() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Collector collector = new Collector(server);
            server.createContext("/v1/traces", collector::collect);
            server.start();
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The names of those who had a part in the trace. */
    Set<String> servicesIn(String trace) {
        return new TreeSet<>(services.getOrDefault(trace, Set.of()));
    }

    /** The traces in which anybody had a part. */
    Set<String> traces() {
        return new TreeSet<>(services.keySet());
    }

    private void collect(HttpExchange exchange) throws IOException {
        try (exchange) {
            ExportTraceServiceRequest.parseFrom(exchange.getRequestBody())
                    .getResourceSpansList()
                    .forEach(this::note);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void note(ResourceSpans spans) {
        String service = spans.getResource().getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("service.name"))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElse("nobody");
        spans.getScopeSpansList().stream()
                .flatMap(scope -> scope.getSpansList().stream())
                .map(span -> HexFormat.of().formatHex(span.getTraceId().toByteArray()))
                .distinct()
                .forEach(trace -> services.computeIfAbsent(trace, id -> new ConcurrentSkipListSet<>())
                        .add(service));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
