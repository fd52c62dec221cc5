package dev.countersign.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChromiumTest {

    @Test
    void theNamedOneComesBeforeAnyOnThePath() {
        Set<Path> installed = Set.of(Path.of("/opt/mine"), Path.of("/usr/bin/chromium"));

        assertThat(Chromium.find(
                        Map.of("COUNTERSIGN_CHROMIUM", "/opt/mine", "PATH", "/bin:/usr/bin"), installed::contains))
                .contains(Path.of("/opt/mine"));
        assertThat(Chromium.find(Map.of("PATH", "/bin:/usr/bin"), installed::contains))
                .contains(Path.of("/usr/bin/chromium"));
        assertThat(Chromium.find(Map.of("PATH", "/bin"), installed::contains)).isEmpty();
    }
}
