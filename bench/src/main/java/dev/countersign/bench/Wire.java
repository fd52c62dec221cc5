package dev.countersign.bench;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * One HTTP/1.1 connection that sends requests which were written out before, and hardly looks at the answers: on a machine that the
 * service shares with whoever loads it, every microsecond of the load is taken from the service.
 */
public final class Wire implements AutoCloseable {

    private static final int BUFFER = 16 * 1024;
    private static final int TIMEOUT_MILLIS = 90_000;
    private static final String LENGTH = "content-length:";
    private static final String CHUNKED = "transfer-encoding: chunked";
    private static final String NO_CONTENT = "HTTP/1.1 204";
    private static final String EARLY = "the answer ended early";

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int filled;
    /** What of the answer is yet to be read. */
    private InputStream ahead = InputStream.nullInputStream();

    public Wire(String host, int port) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(host, port));
        out = socket.getOutputStream();
        in = socket.getInputStream();
    }

    /** A request as it goes over the wire. */
    public static byte[] request(String method, String path, String token, String body) {
        return request(method, path, token, body, "application/json", Map.of());
    }

    /** A request with these headers beside the usual ones. */
    public static byte[] request(
            String method, String path, String token, String body, String type, Map<String, String> headers) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder more = new StringBuilder();
        headers.forEach(
                (name, value) -> more.append(name).append(": ").append(value).append("\r\n"));
        String head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                + "\r\nAccept: */*\r\nContent-Type: " + type + "\r\nContent-Length: " + content.length + "\r\n" + more
                + "\r\n";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[start.length + content.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(content, 0, all, start.length, content.length);
        return all;
    }

    public void send(byte[] request) throws IOException {
        out.write(request);
    }

    /** The whole answer, once it is there; its status is at the beginning. */
    public String answer() throws IOException {
        filled = 0;
        int head = awaitHead();
        String start = new String(buffer, 0, head, StandardCharsets.ISO_8859_1);
        StringBuilder all = new StringBuilder(start);
        ahead = new SequenceInputStream(new ByteArrayInputStream(buffer, head, filled - head), in);
        OptionalInt length = length(start);
        if (start.startsWith(NO_CONTENT)) {
            return start;
        }
        if (length.isPresent()) {
            all.append(read(length.getAsInt()));
        } else {
            readChunks(all, start);
        }
        return all.toString();
    }

    /** Until the one of length zero. */
    private void readChunks(StringBuilder all, String start) throws IOException {
        if (!start.toLowerCase(Locale.ROOT).contains(CHUNKED)) {
            throw new IOException("an answer without a length: " + start);
        }
        int size;
        do {
            size = Integer.parseInt(readLine(), 16);
            all.append(read(size));
            read(2);
        } while (size > 0);
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = ahead.read(); c != '\n'; c = ahead.read()) {
            if (c < 0) {
                throw new EOFException(EARLY);
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private String read(int length) throws IOException {
        byte[] bytes = ahead.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException(EARLY);
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
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

    private static OptionalInt length(String head) {
        String small = head.toLowerCase(Locale.ROOT);
        int at = small.indexOf(LENGTH);
        if (at < 0) {
            return OptionalInt.empty();
        }
        int from = at + LENGTH.length();
        return OptionalInt.of(
                Integer.parseInt(head.substring(from, head.indexOf('\r', from)).strip()));
    }

    /** Sends, and throws where the answer is not of that status. */
    public String exchange(byte[] request, int status) throws IOException {
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
