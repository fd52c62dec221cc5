package dev.countersign.policy.callback;

import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;

/** Where callbacks may go, as it is configured, and where names lead. */
@Singleton
@Startup
class Reach implements Names {

    /** Looking up a name holds a thread: few, and of their own, so that names that nobody answers for hold up nothing else. */
    private static final int THREADS = 8;

    private final DestinationRules rules;
    private final WorkerExecutor executor;

    Reach(CallbackConfig config, Vertx vertx) {
        if (config.lease().compareTo(config.timeout().plus(config.connectTimeout())) <= 0) {
            throw new IllegalStateException("countersign.callback.lease must be longer than an attempt can take");
        }
        this.rules = new DestinationRules(
                new AddressRules(config.allowedNetworks().orElse(List.of()).stream()
                        .map(Network::parse)
                        .toList()),
                config.allowedHosts().orElse(List.of()),
                config.allowHttp());
        this.executor = vertx.createSharedWorkerExecutor("callback-names", THREADS);
    }

    DestinationRules rules() {
        return rules;
    }

    @Override
    public Uni<List<InetAddress>> resolve(String host) {
        return Uni.createFrom()
                .completionStage(() -> executor.executeBlocking(() -> List.of(InetAddress.getAllByName(host)), false)
                        .toCompletionStage());
    }

    @PreDestroy
    void close() {
        executor.close();
    }
}
