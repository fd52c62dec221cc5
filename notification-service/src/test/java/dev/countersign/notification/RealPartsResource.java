package dev.countersign.notification;

import dev.countersign.localstack.Ports;
import dev.countersign.localstack.test.StackTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** The stack of the run, and a port for the mail server, which each test starts and stops as its story goes. */
public final class RealPartsResource implements QuarkusTestResourceLifecycleManager {

    private final StackTestResource stack = new StackTestResource();

    @Override
    public Map<String, String> start() {
        stack.init(Map.of("service", "notification"));
        Map<String, String> settings = new HashMap<>(stack.start());
        settings.put("quarkus.mailer.port", Integer.toString(Ports.free()));
        // Given up soon enough for a test to see it.
        settings.put("countersign.delivery.max-attempts", "3");
        // No attempt but those for which a test moves the clock on: on a slow machine ten seconds pass by themselves.
        settings.put("countersign.delivery.backoff", "30m");
        return settings;
    }

    @Override
    public void stop() {
        stack.stop();
    }
}
