package dev.countersign.localstack;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka itself would halt the JVM of these tests. */
class BrokerTest {

    @TempDir
    private Path folder;

    @Test
    void aTakenPortOfItsOwnIsToldAndDoesNotEndTheProcess() throws IOException {
        try (ServerSocket taken = listener()) {
            assertThatThrownBy(() -> Broker.start(folder, Ports.free(), taken.getLocalPort()))
                    .isInstanceOf(StackException.class)
                    .hasMessageStartingWith("Kafka did not start: ")
                    .hasMessageContaining(Ports.LOOPBACK + ":" + taken.getLocalPort());
        }
    }

    @Test
    void aTakenPortForItsClientsIsTold() throws IOException {
        try (ServerSocket taken = listener()) {
            assertThatThrownBy(() -> Broker.start(folder, taken.getLocalPort(), Ports.free()))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining(Ports.LOOPBACK + ":" + taken.getLocalPort());
        }
    }

    private static ServerSocket listener() throws IOException {
        return new ServerSocket(Ports.free(), 1, InetAddress.getByName(Ports.LOOPBACK));
    }
}
