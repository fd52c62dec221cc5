package dev.countersign.notification;

import com.github.f4b6a3.uuid.UuidCreator;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The ids of a running service. */
class IdsProducer {

    @Produces
    @DefaultBean
    @Singleton
    static Ids ids() {
        return UuidCreator::getTimeOrderedEpoch;
    }
}
