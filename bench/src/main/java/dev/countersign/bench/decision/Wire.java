package dev.countersign.bench.decision;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One HTTP/1.1 connection that sends requests which were written out before, and hardly looks at the answers: on a machine that the
 * service shares with whoever loads it, every microsecond of the load is taken from the service.
 */
final class Wire implements AutoCloseable {

    private static final int BUFFER = 16 * 1024;
    private static final int TIMEOUT_MILLIS = 90_000;
    private static final String LENGTH = "content-length:";

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int filled;

    Wire(String host, int port) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(host, port));
        out = socket.getOutputStream();
        in = socket.getInputStream();
    }

    /** A request as it goes over the wire. */
    static byte[] request(String method, String path, String token, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                + "\r\nAccept: */*\r\nContent-Type: application/json\r\nContent-Length: " + content.length
                + "\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[start.length + content.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(content, 0, all, start.length, content.length);
        return all;
    }

    void send(byte[] request) throws IOException {
        out.write(request);
    }

    /** The whole answer, once it is there; its status is at the beginning. */
    String answer() throws IOException {
        filled = 0;
        int head = awaitHead();
        String start = new String(buffer, 0, head, StandardCharsets.ISO_8859_1);
        int length = length(start);
        StringBuilder all = new StringBuilder(head + length).append(start);
        int have = filled - head;
        all.append(new String(buffer, head, have, StandardCharsets.ISO_8859_1));
        while (have < length) {
            byte[] more = in.readNBytes(length - have);
            if (more.length == 0) {
                throw new EOFException("the answer ended early");
            }
            have += more.length;
            all.append(new String(more, StandardCharsets.ISO_8859_1));
        }
        return all.toString();
    }

    private int awaitHead() throws IOException {
        int looked = 0;
        while (true) {
            for (int i = Math.max(3, looked); i < filled; i++) {
                if (buffer[i] == '\n' && buffer[i - 2] == '\n') {
                    return i + 1;
                }
            }
            looked = filled;
            int read = in.read(buffer, filled, buffer.length - filled);
            if (read <= 0) {
                throw new EOFException("the connection ended");
            }
            filled += read;
        }
    }

    private static int length(String head) throws IOException {
        String small = head.toLowerCase(Locale.ROOT);
        int at = small.indexOf(LENGTH);
        if (at < 0) {
            throw new IOException(
                    "an answer without a length: " + head.lines().findFirst().orElse(""));
        }
        int from = at + LENGTH.length();
        return Integer.parseInt(head.substring(from, head.indexOf('\r', from)).strip());
    }

    /** Sends, and throws where the answer is not of that status. */
    String exchange(byte[] request, int status) throws IOException {
        send(request);
        String answer = answer();
        if (!answer.startsWith("HTTP/1.1 " + status)) {
            throw new IOException(answer);
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
