package dev.countersign.bench.start;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One start.
 *
 * @param wall from the process to the first green readiness
 * @param cpu what the process had used by then
 */
record Start(Duration wall, Duration cpu) {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int POLL_MILLIS = 5;
    private static final int CONNECT_MILLIS = 1_000;
    private static final String QUESTION = "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final String YES = "HTTP/1.1 200";

    /** Starts it, and returns when it is ready. It runs on. */
    static Start of(Starter starter) throws IOException, InterruptedException {
        long began = System.nanoTime();
        starter.start();
        while (!get(starter.port(), "/q/health/ready")) {
            if (System.nanoTime() - began > PATIENCE.toNanos()
                    || ProcessHandle.of(starter.pid()).isEmpty()) {
                throw new IOException(starter.name() + " did not become ready");
            }
            Thread.sleep(POLL_MILLIS);
        }
        Duration wall = Duration.ofNanos(System.nanoTime() - began);
        return new Start(wall, cpu(starter.pid()));
    }

    /** Whether the answer is a plain yes. */
    static boolean get(int port, String path) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(QUESTION.formatted(path).getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(YES.length()), StandardCharsets.US_ASCII).equals(YES);
        } catch (IOException e) {
            return false;
        }
    }

    private static Duration cpu(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    /** What of a process's memory is there in fact, what it shares with others included. */
    static long resident(long pid) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024)
                    .findFirst()
                    .orElseThrow(() -> new IOException("process " + pid + " has ended"));
        }
    }
}
