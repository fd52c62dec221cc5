package dev.countersign.localstack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Shows the mailbox in a browser: a list, and one message as text. What is in a message is text and stays text. */
final class MailboxPage implements AutoCloseable {

    private static final int SHOWN = 200;

    private final HttpServer server;
    private final Path folder;

    private MailboxPage(HttpServer server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    static MailboxPage start(Path folder, int port) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByName(Ports.LOOPBACK), Ports.orFree(port)), 16);
        MailboxPage page = new MailboxPage(server, folder);
        server.createContext("/", page::handle);
        server.start();
        return page;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(1);
            Optional<String> body = path.isEmpty() ? Optional.of(list()) : one(path);
            respond(exchange, body.isPresent() ? 200 : 404, body.orElse("<p>There is no such message."));
        }
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        String page =
                "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
                        + "<title>Mailbox</title><h1><a href='/'>Mailbox</a></h1>" + body;
        byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private String list() {
        List<String> names = Mail.names(folder);
        if (names.isEmpty()) {
            return "<p>No message yet.";
        }
        StringBuilder rows = new StringBuilder("<ul>");
        for (String name : names.subList(0, Math.min(SHOWN, names.size()))) {
            Mail mail = Mail.read(folder.resolve(name));
            rows.append("<li><a href='/").append(escape(name)).append("'>").append(escape(mail.subject()));
            rows.append("</a> to ").append(escape(mail.to()));
        }
        return rows.append("</ul>").toString();
    }

    private Optional<String> one(String name) {
        // Only what the list names: a path never reaches the file system.
        return Mail.names(folder).stream().filter(name::equals).findFirst().map(known -> {
            Mail mail = Mail.read(folder.resolve(known));
            return "<h2>" + escape(mail.subject()) + "</h2><p>From " + escape(mail.from()) + "<br>To "
                    + escape(mail.to()) + "<pre>" + escape(mail.text()) + "</pre>";
        });
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
