package dev.countersign.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void noPortIsGivenTwice() {
        List<Integer> ports =
                IntStream.range(0, 120).mapToObj(any -> Ports.free()).toList();

        assertThat(ports).doesNotHaveDuplicates();
    }

    @Test
    void theBlockOfItsPortsIsHeldAgainstOtherProcesses() {
        int port = Ports.free();

        int first = port - port % Ports.BLOCK;
        assertThat(Ports.isFree(first)).isFalse();
        assertThat(Ports.hold(first)).isFalse();
    }

    @Test
    void noOutgoingConnectionTakesOne() {
        // Linux begins at 32768 with those, macOS and Windows at 49152.
        assertThat(Ports.free()).isLessThan(32_768);
    }
}
