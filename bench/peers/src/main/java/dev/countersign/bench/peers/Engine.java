package dev.countersign.bench.peers;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The engine that this process runs. */
@ApplicationScoped
class Engine {

    /** Both engines, by the name that {@code peers.engine} has for them. */
    enum Name {
        OPERATON,
        FLOWABLE
    }

    @Startup
    @Produces
    @Singleton
    UserTasks tasks(@ConfigProperty(name = "peers.engine") Name name, DataSource database) {
        return switch (name) {
            case OPERATON -> new OperatonTasks(database);
            case FLOWABLE -> new FlowableTasks(database);
        };
    }
}
