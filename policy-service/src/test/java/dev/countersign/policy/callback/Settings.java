package dev.countersign.policy.callback;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How callbacks are sent in tests without a running service. */
record Settings(Duration connectTimeout, Duration timeout) implements CallbackConfig {

    @Override
    public Optional<List<String>> allowedNetworks() {
        return Optional.empty();
    }

    @Override
    public Optional<List<String>> allowedHosts() {
        return Optional.empty();
    }

    @Override
    public boolean allowHttp() {
        return true;
    }

    @Override
    public Optional<String> tls() {
        return Optional.empty();
    }

    @Override
    public int concurrency() {
        return 8;
    }

    @Override
    public int perReceiver() {
        return 4;
    }

    @Override
    public Duration firstRetry() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Duration longestRetry() {
        return Duration.ofHours(6);
    }

    @Override
    public Duration giveUpAfter() {
        return Duration.ofDays(3);
    }

    @Override
    public Duration lease() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Duration secretOverlap() {
        return Duration.ofDays(1);
    }

    @Override
    public Duration keep() {
        return Duration.ofDays(30);
    }
}
