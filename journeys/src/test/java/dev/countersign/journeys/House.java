package dev.countersign.journeys;

import dev.countersign.localstack.Addresses;
import dev.countersign.localstack.ProjectRoot;
import dev.countersign.localstack.Service;
import dev.countersign.localstack.Services;
import dev.countersign.localstack.Stack;
import dev.countersign.localstack.test.TestAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The whole house, on free ports: PostgreSQL, Kafka, Keycloak (the test run's, where it has one for every house), the mail server and the
 * four services, each in a process of its own. The logs of its parts stay in a {@code target/stack-…/log}, one for each JVM that tests.
 */
public final class House implements AutoCloseable {

    private final Stack stack;
    private final Collector collector;
    private final Identity identity;

    private House(Stack stack, Collector collector) {
        this.stack = stack;
        this.collector = collector;
        this.identity = new Identity(URI.create(stack.addresses().issuer()));
    }

    /** Starts everything, and lets in the people of the examples. */
    static House open() {
        Collector collector = Collector.open();
        Stack.Builder building = Stack.builder(Path.of("target", System.getProperty("journeys.house", "stack-1")));
        String keycloak = System.getenv(TestAddresses.KEYCLOAK_VARIABLE);
        if (keycloak != null) {
            building.joins(Path.of(keycloak));
        }
        Stack stack = building.addresses(Addresses.free())
                .fresh(true)
                .once()
                // So that the logs tell which event was handled when.
                .environment("QUARKUS_LOG_CATEGORY__DEV_COUNTERSIGN__LEVEL", "DEBUG")
                // Of traces that a caller has begun and wants to see, and of no others.
                .environment("QUARKUS_OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.address())
                .environment("QUARKUS_OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf")
                .environment("QUARKUS_OTEL_TRACES_SAMPLER_ARG", "0")
                // Of sign-ins that speak of groups, which the realm's own clients do not.
                .environment("COUNTERSIGN_QUEUE_DIRECTORY_GROUPS_CLAIM", "groups")
                // Most of them live for a minute: what the second compiler would do for them takes more than it gives.
                .environment("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1")
                .progress(said -> System.out.println("journeys: " + said))
                .start();
        House house = new House(stack, collector);
        // A run that is broken off ends what it started, too.
        Runtime.getRuntime().addShutdownHook(new Thread(house::close, "leave-house"));
        house.queue().loadDirectory(house.example("airline/directory.yaml"));
        return house;
    }

    public Identity identity() {
        return identity;
    }

    public PolicyRoom policy() {
        return new PolicyRoom(this);
    }

    public QueueRoom queue() {
        return new QueueRoom(this);
    }

    public AuditRoom audit() {
        return new AuditRoom(this);
    }

    public NotificationRoom notifications() {
        return new NotificationRoom(this);
    }

    public MailRoom mail() {
        return new MailRoom(stack.home().mail());
    }

    Collector collector() {
        return collector;
    }

    public TopicReader topics() {
        return new TopicReader(stack.addresses().kafka());
    }

    /** The processes of the services. */
    public Services services() {
        return stack.services();
    }

    public Addresses addresses() {
        return stack.addresses();
    }

    /** Where the service's REST API and pages are. */
    public URI uri(Service service) {
        return URI.create(stack.addresses().url(service.endpoint()));
    }

    /** The log of one part of the house. */
    public Path log(Service service) {
        return stack.home().log(service.module());
    }

    /** The folder of Keycloak, which holds the password of its administrator. */
    Path keycloak() {
        return stack.keycloak();
    }

    /** The text of a file under {@code examples}. */
    public String example(String file) {
        try {
            return Files.readString(ProjectRoot.find().resolve("examples").resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A caller of a service who shows no token. */
    public Caller nobody(Service service) {
        return Caller.anonymous(uri(service));
    }

    /** An agent, with the token that its client credentials get. */
    public Caller agent(String name, Service service) {
        return Caller.bearing(uri(service), () -> identity.agent(name));
    }

    /** A person, with the token that the password gets. */
    public Caller person(String name, Service service) {
        return Caller.bearing(uri(service), () -> identity.person(name));
    }

    /** Whoever holds this token. */
    public Caller bearer(String token, Service service) {
        return Caller.bearing(uri(service), () -> token);
    }

    @Override
    public void close() {
        stack.close();
        collector.close();
    }
}
