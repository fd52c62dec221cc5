package dev.countersign.policy.identity;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Gives out ids: UUIDv7, in the order of time. */
@Singleton
public class Ids {

    public UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
    }
}
