package dev.countersign.policy.callback;

import static dev.countersign.localstack.test.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One attempt, against real servers on 127.0.0.1, which is allowed here; nothing else that is private is. */
class CourierTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    static Path folder;

    private static Vertx vertx;
    private static Path store;

    private final List<HttpServerRequest> received = new CopyOnWriteArrayList<>();
    private final List<String> lookedUp = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        store = folder.resolve("agent.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "agent",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=agent.test",
                        "-ext",
                        "san=dns:agent.test",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static PfxOptions pfx() {
        return new PfxOptions().setPath(store.toString()).setPassword(PASSWORD);
    }

    private int serve(HttpServerOptions options, Handler<HttpServerRequest> answer) {
        return vertx.createHttpServer(options)
                .requestHandler(request -> {
                    received.add(request);
                    answer.handle(request);
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private int serve(Handler<HttpServerRequest> answer) {
        return serve(new HttpServerOptions(), answer);
    }

    private int serveTls(Handler<HttpServerRequest> answer) {
        return serve(new HttpServerOptions().setSsl(true).setSni(true).setKeyCertOptions(pfx()), answer);
    }

    /** Names lead where the test says, call by call; the last answer stays. */
    @SafeVarargs
    private Names leading(List<String>... answers) {
        Iterator<List<String>> calls = List.of(answers).iterator();
        List<InetAddress> current = new ArrayList<>();
        return host -> {
            lookedUp.add(host);
            if (calls.hasNext()) {
                current.clear();
                calls.next().forEach(text -> current.add(Network.literal(text).orElseThrow()));
            }
            return Uni.createFrom().item(List.copyOf(current));
        };
    }

    private static final Settings PATIENT = new Settings(Duration.ofSeconds(10), Duration.ofSeconds(15));
    private static final Settings IMPATIENT = new Settings(Duration.ofSeconds(1), Duration.ofSeconds(2));

    private static Courier courier(Names names, HttpClientOptions options) {
        return courier(names, options, PATIENT);
    }

    private static Courier courier(Names names, HttpClientOptions options, Settings settings) {
        DestinationRules rules =
                new DestinationRules(new AddressRules(List.of(Network.parse("127.0.0.1"))), List.of(), true);
        return new Courier(vertx, rules, names, settings, options, Clock.systemUTC());
    }

    private Outcome send(String url) {
        return send(url, leading(List.of("127.0.0.1")));
    }

    private static Outcome send(String url, Names names) {
        return send(courier(names, new HttpClientOptions()), url);
    }

    private static Outcome send(Courier courier, String url) {
        Letter letter =
                new Letter(new UUID(0, 1), Destination.of(url), 1_614_265_330L, "v1,abc v1,def", "{\"a\":\"ü\"}");
        return courier.send(letter).await().atMost(PATIENCE);
    }

    private Outcome sendImpatiently(int port) {
        return send(
                courier(leading(List.of("127.0.0.1")), new HttpClientOptions(), IMPATIENT),
                "http://agent.test:" + port + "/");
    }

    private static Handler<HttpServerRequest> status(int status) {
        return request -> request.response().setStatusCode(status).end("thanks");
    }

    @Test
    void theRequestIsWhatStandardWebhooksSays() {
        List<String> bodies = new CopyOnWriteArrayList<>();
        int port = serve(request -> request.body().onSuccess(body -> {
            bodies.add(body.toString());
            request.response().setStatusCode(204).end();
        }));

        assertThat(send("http://agent.test:" + port + "/decided?for=me")).isEqualTo(new Outcome.Delivered());

        HttpServerRequest request = received.getFirst();
        assertThat(request.method().name()).isEqualTo("POST");
        assertThat(request.uri()).isEqualTo("/decided?for=me");
        assertThat(request.getHeader("Host")).isEqualTo("agent.test:" + port);
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(request.getHeader("webhook-id")).isEqualTo(new UUID(0, 1).toString());
        assertThat(request.getHeader("webhook-timestamp")).isEqualTo("1614265330");
        assertThat(request.getHeader("webhook-signature")).isEqualTo("v1,abc v1,def");
        assertThat(bodies).containsExactly("{\"a\":\"ü\"}");
    }

    @Test
    void aRedirectionIsAFailureAndIsNotFollowed() {
        // 303 is the one that clients follow after a POST.
        int port = serve(request -> request.response()
                .setStatusCode(303)
                .putHeader("Location", "/elsewhere")
                .end());

        assertThat(send("http://agent.test:" + port + "/")).isEqualTo(new Outcome.Failed("status-303"));
        assertThat(received).hasSize(1);
    }

    @Test
    void aNameThatLeadsToAPrivateAddressIsNotConnectedTo() {
        int port = serve(status(200));

        assertThat(send("http://agent.test:" + port + "/", leading(List.of("127.0.0.2"))))
                .isEqualTo(new Outcome.Failed("address-refused"));
        assertThat(send("http://agent.test:" + port + "/", leading(List.of("127.0.0.1", "10.0.0.1"))))
                .isEqualTo(new Outcome.Failed("address-refused"));
        assertThat(received).isEmpty();
    }

    /** DNS rebinding: good when it is checked, something else when it is connected to. */
    @Test
    void aNameIsLookedUpOnceAndTheConnectionGoesToWhatWasChecked() {
        int port = serve(status(200));
        Names rebinding = leading(List.of("127.0.0.1"), List.of("127.0.0.2"));

        assertThat(send("http://agent.test:" + port + "/", rebinding)).isEqualTo(new Outcome.Delivered());
        assertThat(lookedUp).containsExactly("agent.test");

        assertThat(send("http://agent.test:" + port + "/", rebinding)).isEqualTo(new Outcome.Failed("address-refused"));
        assertThat(lookedUp).containsExactly("agent.test", "agent.test");
        assertThat(received).hasSize(1);
    }

    @Test
    void overTlsTheOtherEndIsHeldToTheNameAlthoughTheConnectionGoesToAnAddress() {
        int port = serveTls(status(200));
        HttpClientOptions trusting = new HttpClientOptions().setTrustOptions(pfx());

        assertThat(send(courier(leading(List.of("127.0.0.1")), trusting), "https://agent.test:" + port + "/"))
                .isEqualTo(new Outcome.Delivered());
        assertThat(received.getFirst().connection().indicatedServerName()).isEqualTo("agent.test");
        assertThat(send(courier(leading(List.of("127.0.0.1")), trusting), "https://other.test:" + port + "/"))
                .isEqualTo(new Outcome.Failed("tls-failed"));
        assertThat(received).hasSize(1);
    }

    @Test
    void aCertificateThatNobodyTrustedSignedIsRefused() {
        int port = serveTls(status(200));

        assertThat(send("https://agent.test:" + port + "/")).isEqualTo(new Outcome.Failed("tls-failed"));
        assertThat(received).isEmpty();
    }

    @Test
    void whoeverDoesNotAnswerIsNotWaitedForLong() {
        int port = serve(request -> {});

        assertThat(sendImpatiently(port)).isEqualTo(new Outcome.Failed("timeout"));
    }

    @Test
    void anAnswerThatNeverEndsHoldsNothingUp() {
        int port = serve(request -> {
            request.response().setChunked(true).setStatusCode(500).write("a");
            vertx.setPeriodic(100, ignored -> {
                if (!request.response().closed()) {
                    request.response().write("a");
                }
            });
        });

        assertThat(sendImpatiently(port)).isEqualTo(new Outcome.Failed("status-500"));
    }

    @Test
    void anAnswerOfAnySizeIsTakenInUpToAMeasure() {
        List<Boolean> wholly = new CopyOnWriteArrayList<>();
        int port = serve(request -> {
            request.response().setChunked(true);
            for (int i = 0; i < 200; i++) {
                request.response().write("x".repeat(100_000));
            }
            request.response().end().onComplete(sent -> wholly.add(sent.succeeded()));
        });

        assertThat(send("http://agent.test:" + port + "/")).isEqualTo(new Outcome.Delivered());
        await().atMost(PATIENCE).until(() -> wholly.contains(false));
    }

    @Test
    void aConnectionThatIsCutOffBeforeAnAnswer() {
        int port = serve(request -> request.connection().close());

        assertThat(send("http://agent.test:" + port + "/")).isEqualTo(new Outcome.Failed("connection-closed"));
    }

    @Test
    void whereNobodyListensTheNextAddressIsTried() {
        int port = serve(status(200));
        DestinationRules rules =
                new DestinationRules(new AddressRules(List.of(Network.parse("127.0.0.0/8"))), List.of(), true);
        Courier courier = new Courier(
                vertx,
                rules,
                leading(List.of("127.0.0.9", "127.0.0.1")),
                PATIENT,
                new HttpClientOptions(),
                Clock.systemUTC());

        assertThat(send(courier, "http://agent.test:" + port + "/")).isEqualTo(new Outcome.Delivered());
        assertThat(send("http://agent.test:1/", leading(List.of("127.0.0.1"))))
                .isEqualTo(new Outcome.Failed("connect-failed"));
    }

    @Test
    void aNameThatLeadsNowhereOrThatNobodyKnows() {
        assertThat(send("http://agent.test:8080/", leading(List.of()))).isEqualTo(new Outcome.Failed("name-not-found"));
        assertThat(send("http://agent.test:8080/", host -> Uni.createFrom().failure(new UnknownHostException(host))))
                .isEqualTo(new Outcome.Failed("name-not-found"));
        assertThat(send(
                        courier(host -> Uni.createFrom().nothing(), new HttpClientOptions(), IMPATIENT),
                        "http://agent.test:8080/"))
                .isEqualTo(new Outcome.Failed("timeout"));
    }
}
