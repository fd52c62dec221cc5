package dev.countersign.localstack.test;

import dev.countersign.localstack.Topics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A service under test gets a fresh database, fresh topics and the key of {@link Tokens}. Takes the service's name ({@code policy},
 * {@code queue}, …) as init argument {@code service}.
 */
public final class StackTestResource implements QuarkusTestResourceLifecycleManager {

    private @Nullable String service;

    @Override
    public void init(Map<String, String> arguments) {
        service = arguments.get("service");
    }

    @Override
    public Map<String, String> start() {
        String name = Objects.requireNonNull(service, "name the service: @ResourceArg(name = \"service\", value = …)");
        // Kafka's client looks for its parts through the thread's class loader, which here is whatever the pool had.
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(StackTestResource.class.getClassLoader());
        try {
            return settings(name);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Map<String, String> settings(String name) {
        TestAddresses stack = TestStack.join();
        Topics.reset(stack.kafka());
        TopicLog.forget();
        String database = TestStack.freshDatabase(name);
        return Map.ofEntries(
                Map.entry("quarkus.datasource.username", database),
                Map.entry("quarkus.datasource.password", database),
                Map.entry("quarkus.datasource.jdbc.url", stack.postgres().jdbcUrl(database)),
                Map.entry("quarkus.datasource.reactive.url", stack.postgres().reactiveUrl(database)),
                Map.entry("kafka.bootstrap.servers", stack.kafka()),
                Map.entry("quarkus.oidc.auth-server-url", ""),
                Map.entry("quarkus.oidc.application-type", "service"),
                Map.entry("quarkus.oidc.public-key", Tokens.publicKey()),
                Map.entry("quarkus.oidc.token.issuer", Tokens.ISSUER),
                Map.entry("quarkus.oidc.token.audience", Tokens.AUDIENCE),
                Map.entry("quarkus.devservices.enabled", "false"),
                Map.entry("quarkus.http.test-port", "0"));
    }

    /** The stack stays for the tests that follow; it ends with the run. */
    @Override
    public void stop() {}
}
