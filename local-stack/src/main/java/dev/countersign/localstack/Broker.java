package dev.countersign.localstack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;

/** A real Kafka broker (KRaft, one node) inside this JVM, on the loopback address, with the topics of Countersign. */
public final class Broker implements AutoCloseable {

    /** Stable, so that the data of an earlier run is taken up. */
    private static final String CLUSTER_ID = "Y291bnRlcnNpZ24taGVyZQ";

    /** In a thread that starts a broker. */
    private static final ThreadLocal<Boolean> STARTING = ThreadLocal.withInitial(() -> false);

    static {
        // A broker that cannot start would end this JVM and all else in it; its failure comes out of its start, too.
        Exit.setHaltProcedure((status, message) -> {
            if (!STARTING.get()) {
                Runtime.getRuntime().halt(status);
            }
        });
    }

    private final KafkaRaftServer server;
    private final int port;

    private Broker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts the broker, over the data of an earlier run where the folder has some.
     *
     * @param data the broker's folder; made where it is missing
     * @param port 0 for any free one
     * @throws StackException with what is in the way
     */
    public static Broker start(Path data, int port) {
        return start(data, Ports.orFree(port), Ports.free());
    }

    static Broker start(Path data, int clientPort, int controllerPort) {
        Properties properties = properties(data, clientPort, controllerPort);
        format(data, properties);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
        startUp(server);
        Broker broker = new Broker(server, clientPort);
        Topics.ensure(broker.bootstrapServers());
        return broker;
    }

    private static void startUp(KafkaRaftServer server) {
        STARTING.set(true);
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            throw new StackException("Kafka did not start: " + told(e), e);
        } finally {
            STARTING.remove();
        }
    }

    /** What Kafka says of it, from the outermost to the cause: only all of it together tells what and why. */
    private static String told(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }

    private static void format(Path data, Properties properties) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            Path file = Files.createDirectories(data).resolve("server.properties");
            try (OutputStream stream = Files.newOutputStream(file)) {
                properties.store(stream, null);
            }
            String[] arguments = {
                "format", "--cluster-id", CLUSTER_ID, "--config", file.toString(), "--ignore-formatted"
            };
            if (StorageTool.execute(arguments, out) != 0) {
                throw new StackException(
                        "Kafka's folder could not be prepared: " + said.toString(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties properties(Path data, int clientPort, int controllerPort) {
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", "1");
        p.setProperty("controller.quorum.voters", "1@" + Ports.LOOPBACK + ":" + controllerPort);
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty(
                "listeners",
                "PLAINTEXT://" + Ports.LOOPBACK + ":" + clientPort + ",CONTROLLER://" + Ports.LOOPBACK + ":"
                        + controllerPort);
        p.setProperty("advertised.listeners", "PLAINTEXT://" + Ports.LOOPBACK + ":" + clientPort);
        p.setProperty("log.dirs", data.resolve("log").toAbsolutePath().toString());
        p.setProperty("auto.create.topics.enable", "false");
        p.setProperty("num.partitions", Integer.toString(Topics.PARTITIONS));
        p.setProperty("message.max.bytes", Integer.toString(Topics.MAX_MESSAGE_BYTES));
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        p.setProperty("offsets.topic.num.partitions", "4");
        for (String topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            p.setProperty(topic + ".replication.factor", "1");
        }
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
        p.setProperty("default.replication.factor", "1");
        p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
        return p;
    }

    public int port() {
        return port;
    }

    public String bootstrapServers() {
        return Ports.LOOPBACK + ":" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
