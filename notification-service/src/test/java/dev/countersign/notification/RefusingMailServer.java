package dev.countersign.notification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Speaks just enough SMTP to refuse every recipient for good, in words that name the recipient. */
final class RefusingMailServer implements AutoCloseable {

    private final ServerSocket server;

    RefusingMailServer(int port) throws IOException {
        server = new ServerSocket(port, 10, InetAddress.getByName("127.0.0.1"));
        Thread accepting = new Thread(this::accept, "refusing-mail-server");
        accepting.setDaemon(true);
        accepting.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                converse(client);
            } catch (IOException e) {
                // The client or the test has hung up.
            }
        }
    }

    private static void converse(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        answer(client, "220 refusing.example ESMTP");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String command = line.toUpperCase(Locale.ROOT);
            answer(client, command.startsWith("RCPT") ? "550 5.1.1 " + line + " is not known here" : "250 OK");
        }
    }

    private static void answer(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
