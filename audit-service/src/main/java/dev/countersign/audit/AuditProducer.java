package dev.countersign.audit;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/** The three sources of what is not a function of anything: time, ids and chance. */
@Singleton
public class AuditProducer {

    private static final int SALT_LENGTH = 32;

    /** In microseconds, as the database stores it. */
    @Produces
    @Singleton
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
    }

    @Produces
    @Singleton
    Ids ids() {
        return UuidCreator::getTimeOrderedEpoch;
    }

    @Produces
    @Singleton
    Salts salts() {
        SecureRandom random = new SecureRandom();
        return () -> {
            byte[] salt = new byte[SALT_LENGTH];
            random.nextBytes(salt);
            return salt;
        };
    }
}
