package dev.countersign.image;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.Executors;

/** As much of a registry (OCI distribution) as pushing and pulling needs, on the loopback address, in a folder. */
final class LoopbackRegistry implements AutoCloseable {

    private static final String DIGEST = "Docker-Content-Digest";

    /** The first byte of TLS. */
    private static final int HANDSHAKE = 0x16;

    private final ServerSocket front;
    private final HttpServer server;
    private final Path folder;

    private LoopbackRegistry(ServerSocket front, HttpServer server, Path folder) {
        this.front = front;
        this.server = server;
        this.folder = folder;
    }

    /** For trying the images by hand: the port and the folder. */
    public static void main(String[] arguments) throws IOException {
        LoopbackRegistry registry = start(Integer.parseInt(arguments[0]), Path.of(arguments[1]));
        System.out.println(registry.name() + " holds " + registry.folder);
    }

    static LoopbackRegistry start(int port, Path folder) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        ServerSocket front = new ServerSocket(port, 0, loopback);
        LoopbackRegistry registry = new LoopbackRegistry(front, server, Files.createDirectories(folder));
        server.createContext("/v2/", registry::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        Thread.ofVirtual().start(registry::accept);
        return registry;
    }

    String name() {
        return "localhost:" + front.getLocalPort();
    }

    private void accept() {
        while (!front.isClosed()) {
            try {
                Socket client = front.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    /** Whoever begins with TLS is sent away at once: the server would wait for the end of a line, and the client for an answer. */
    private void serve(Socket client) {
        try (client;
                Socket behind = new Socket(
                        server.getAddress().getAddress(), server.getAddress().getPort())) {
            int first = client.getInputStream().read();
            if (first < 0 || first == HANDSHAKE) {
                return;
            }
            behind.getOutputStream().write(first);
            Thread answers = Thread.ofVirtual().start(() -> copy(behind, client));
            copy(client, behind);
            answers.join();
        } catch (IOException e) {
            // The client has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One of the two has gone, and the other will see it.
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.contains("/blobs/uploads/")) {
                upload(exchange, path);
            } else if (path.contains("/manifests/")
                    && exchange.getRequestMethod().equals("PUT")) {
                keepManifest(exchange, path);
            } else if (path.equals("/v2/")) {
                exchange.sendResponseHeaders(200, -1);
            } else {
                give(exchange, path);
            }
        }
    }

    private void upload(HttpExchange exchange, String path) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "POST" -> accepted(exchange, path + UUID.randomUUID());
            case "PATCH" -> {
                append(exchange, file(path));
                accepted(exchange, path);
            }
            default -> {
                append(exchange, file(path));
                String digest = exchange.getRequestURI().getQuery().replaceAll(".*digest=", "");
                String blob = path.replaceAll("uploads/.*", "") + digest;
                Files.move(file(path), file(blob), StandardCopyOption.REPLACE_EXISTING);
                exchange.getResponseHeaders().set(DIGEST, digest);
                exchange.getResponseHeaders().set("Location", blob);
                exchange.sendResponseHeaders(201, -1);
            }
        }
    }

    private static void accepted(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        exchange.sendResponseHeaders(202, -1);
    }

    private static void append(HttpExchange exchange, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            exchange.getRequestBody().transferTo(out);
        }
    }

    private void keepManifest(HttpExchange exchange, String path) throws IOException {
        byte[] manifest = exchange.getRequestBody().readAllBytes();
        Files.write(file(path), manifest);
        String digest = digest(file(path));
        Files.write(file(path.replaceAll("/manifests/.*", "/manifests/") + digest), manifest);
        exchange.getResponseHeaders().set(DIGEST, digest);
        exchange.sendResponseHeaders(201, -1);
    }

    private void give(HttpExchange exchange, String path) throws IOException {
        Path file = file(path);
        if (!Files.exists(file)) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        if (path.contains("/manifests/")) {
            String type = Files.readString(file).replaceAll("(?s).*?\"mediaType\"\\s*:\\s*\"([^\"]+)\".*", "$1");
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set(DIGEST, digest(file));
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(Files.size(file)));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        exchange.sendResponseHeaders(200, Files.size(file));
        Files.copy(file, exchange.getResponseBody());
    }

    private Path file(String path) {
        return folder.resolve(path.substring(1).replace('/', '~').replace(':', '_'));
    }

    private static String digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            DigestInputStream digesting = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
            digesting.transferTo(OutputStream.nullOutputStream());
            return "sha256:"
                    + HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        front.close();
        server.stop(0);
    }
}
