package dev.countersign.notification;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/** Finds a port for the mail server, which each test starts and stops as its story goes. */
public final class MailServerPort implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Map.of(
                    "quarkus.mailer.port", Integer.toString(free.getLocalPort()),
                    // Given up soon enough for a test to see it.
                    "countersign.delivery.max-attempts", "3");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {}
}
