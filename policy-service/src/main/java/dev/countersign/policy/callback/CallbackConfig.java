package dev.countersign.policy.callback;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where callbacks may go, and how they are sent and tried again. */
@ConfigMapping(prefix = "countersign.callback")
public interface CallbackConfig {

    /** Networks that callbacks may go to although they are private: {@code 10.1.0.0/16,fd12::/16}. */
    Optional<List<String>> allowedNetworks();

    /** Hosts that may have any address: {@code agents.internal.example}, or {@code *.internal.example} for all below. */
    Optional<List<String>> allowedHosts();

    /** Whether callbacks may go over HTTP without TLS, where anybody on the way reads releases; for local use. */
    @WithDefault("false")
    boolean allowHttp();

    /** Whom to trust over TLS besides the public authorities: the name of a configuration under {@code quarkus.tls}. */
    Optional<String> tls();

    /** How long to wait for a connection. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** How long an attempt may take in all. */
    @WithDefault("15s")
    Duration timeout();

    /** How many attempts a replica makes at the same time. */
    @WithDefault("128")
    int concurrency();

    /** How many of them with one receiver: a host and port. */
    @WithDefault("8")
    int perReceiver();

    /** The wait after the first attempt is at most this; the bound doubles from then on. */
    @WithDefault("10s")
    Duration firstRetry();

    /** The longest wait between two attempts, whatever a receiver asks for. */
    @WithDefault("6h")
    Duration longestRetry();

    /** After this time a callback that was not delivered is given up. */
    @WithDefault("3d")
    Duration giveUpAfter();

    /** How long a replica may hold what it is sending: longer than an attempt can take. */
    @WithDefault("1m")
    Duration lease();

    /** How long a former secret goes on signing beside its successor. */
    @WithDefault("1d")
    Duration secretOverlap();

    /** How long callbacks that were delivered or given up are listed. */
    @WithDefault("30d")
    Duration keep();
}
