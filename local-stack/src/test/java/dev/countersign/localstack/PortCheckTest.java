package dev.countersign.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PortCheckTest {

    @Test
    void aTakenPortIsNamedWithTheVariableThatMovesIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(Ports.LOOPBACK))) {
            Addresses addresses =
                    Addresses.fromEnvironment(Map.of("COUNTERSIGN_AUDIT_PORT", Integer.toString(taken.getLocalPort())));

            assertThatThrownBy(() -> PortCheck.require(addresses, EnumSet.of(Endpoint.AUDIT)))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + " for audit-service is taken")
                    .hasMessageContaining("COUNTERSIGN_AUDIT_PORT=");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whoeverHoldsAPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(Ports.LOOPBACK))) {
            assertThat(PortOwner.of(taken.getLocalPort()))
                    .hasValueSatisfying(owner -> assertThat(owner)
                            .startsWith("pid " + ProcessHandle.current().pid() + " ")
                            .contains("java"));
        }
    }

    @Test
    void twoPartsCannotHaveOnePort() {
        int port = Ports.free();
        Addresses addresses = Addresses.fromEnvironment(
                Map.of("COUNTERSIGN_POLICY_PORT", "" + port, "COUNTERSIGN_QUEUE_PORT", "" + port));

        assertThatThrownBy(() -> PortCheck.require(addresses, EnumSet.of(Endpoint.POLICY, Endpoint.QUEUE)))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("policy-service")
                .hasMessageContaining("queue-service");
    }

    @Test
    void freePortsPass() {
        assertThatCode(() -> PortCheck.require(Addresses.free(), EnumSet.allOf(Endpoint.class)))
                .doesNotThrowAnyException();
    }
}
