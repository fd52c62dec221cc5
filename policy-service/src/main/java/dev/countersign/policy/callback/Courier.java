package dev.countersign.policy.callback;

import io.quarkus.runtime.Startup;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes one attempt over HTTP. The name is looked up once; all that it leads to is checked; the connection goes to what was checked and
 * to nothing else, and still TLS holds the other end to the name. No redirection is followed, no proxy used, and no connection kept.
 */
@Singleton
@Startup
class Courier {

    private static final int MOST_ADDRESSES = 3;
    /** Of an answer that nobody reads. */
    private static final int MOST_BYTES = 16_384;

    private static final long CANCEL = 0x8;

    private final Vertx vertx;
    private final HttpClient client;
    private final DestinationRules rules;
    private final Names names;
    private final CallbackConfig config;
    private final Clock clock;

    @Inject
    Courier(Vertx vertx, Reach reach, CallbackConfig config, TlsConfigurationRegistry tls, Clock clock) {
        this(vertx, reach.rules(), reach, config, options(config, tls), clock);
    }

    Courier(
            Vertx vertx,
            DestinationRules rules,
            Names names,
            CallbackConfig config,
            HttpClientOptions options,
            Clock clock) {
        this.vertx = vertx;
        this.rules = rules;
        this.names = names;
        this.config = config;
        this.client = vertx.createHttpClient(options.setKeepAlive(false)
                .setMaxPoolSize(2 * config.perReceiver())
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                // What happens in here is nothing that a receiver could go on from.
                .setTracingPolicy(TracingPolicy.IGNORE));
        this.clock = clock;
    }

    private static HttpClientOptions options(CallbackConfig config, TlsConfigurationRegistry tls) {
        HttpClientOptions options = new HttpClientOptions();
        TlsConfiguration.from(tls, config.tls()).ifPresent(own -> options.setTrustOptions(own.getTrustStoreOptions()));
        return options;
    }

    /** What came of sending it; does not fail. */
    Uni<Outcome> send(Letter letter) {
        long deadline = System.nanoTime() + config.timeout().toNanos();
        return names.resolve(letter.destination().bareHost())
                .ifNoItem()
                .after(config.connectTimeout())
                .failWith(TimeoutException::new)
                .chain(found -> allAllowed(letter.destination(), found)
                        ? sendTo(letter, found, deadline)
                        : Uni.createFrom().item(new Outcome.Failed("address-refused")))
                .onFailure()
                .recoverWithItem(failure -> new Outcome.Failed(Trouble.code(failure)));
    }

    /** One that is not allowed is enough: a name that leads to both is not to be trusted. */
    private boolean allAllowed(Destination to, List<InetAddress> found) {
        return found.stream().allMatch(address -> rules.allows(to.host(), address));
    }

    private Uni<Outcome> sendTo(Letter letter, List<InetAddress> addresses, long deadline) {
        return Uni.createFrom()
                .completionStage(() -> attempt(letter, addresses, deadline).toCompletionStage());
    }

    /** At the first address that can be connected to. */
    private Future<Outcome> attempt(Letter letter, List<InetAddress> addresses, long deadline) {
        if (addresses.isEmpty()) {
            return Future.failedFuture(new UnknownHostException());
        }
        List<InetAddress> others = addresses.subList(1, Math.min(addresses.size(), MOST_ADDRESSES));
        return client.request(options(letter, addresses.getFirst(), deadline))
                .compose(
                        request -> exchange(request, letter.body(), deadline),
                        failure -> others.isEmpty() ? Future.failedFuture(failure) : attempt(letter, others, deadline));
    }

    private RequestOptions options(Letter letter, InetAddress address, long deadline) {
        Destination to = letter.destination();
        Duration patience = config.connectTimeout();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(to.port(), address.getHostAddress()))
                .setHost(to.host())
                .setPort(to.port())
                .setSsl(to.tls())
                .setURI(to.target())
                .setFollowRedirects(false)
                .setConnectTimeout(Math.min(patience.toMillis(), millisUntil(deadline)))
                .putHeader("Content-Type", "application/json")
                .putHeader("User-Agent", "Countersign")
                .putHeader("webhook-id", letter.id().toString())
                .putHeader("webhook-timestamp", Long.toString(letter.timestamp()))
                .putHeader("webhook-signature", letter.signature());
    }

    private Future<Outcome> exchange(HttpClientRequest request, String body, long deadline) {
        long timer = vertx.setTimer(millisUntil(deadline), ignored -> request.reset(CANCEL, new TimeoutException()));
        return request.send(body).compose(this::outcome).onComplete(done -> vertx.cancelTimer(timer));
    }

    private static long millisUntil(long deadline) {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
    }

    /** Its first line says it all; the rest is taken in up to a measure, so that no receiver stumbles over a line gone dead. */
    private Future<Outcome> outcome(HttpClientResponse response) {
        Outcome outcome = Outcome.of(response.statusCode(), response.getHeader("Retry-After"), clock.instant());
        Promise<Outcome> read = Promise.promise();
        AtomicInteger bytes = new AtomicInteger();
        response.exceptionHandler(broken -> read.tryComplete(outcome))
                .endHandler(end -> read.tryComplete(outcome))
                .handler(part -> {
                    if (bytes.addAndGet(part.length()) > MOST_BYTES && read.tryComplete(outcome)) {
                        response.request().reset(CANCEL);
                    }
                });
        return read.future();
    }
}
