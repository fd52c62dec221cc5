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

    @Test
    void theShellIsTakenWhereThereIsOneAndElseTheBrowser() {
        Map<String, String> environment = Map.of("PATH", "/bin:/usr/bin");
        Path browser = Path.of("/usr/bin/chromium");
        Path shell = Path.of("/usr/bin/chromium-headless-shell");

        assertThat(Chromium.findShell(environment, Set.of(browser, shell)::contains))
                .contains(shell);
        assertThat(Chromium.findShell(environment, Set.of(browser)::contains)).contains(browser);
        assertThat(Chromium.find(environment, Set.of(browser, shell)::contains)).contains(browser);
        assertThat(Chromium.findShell(
                        Map.of("COUNTERSIGN_CHROMIUM", "/opt/mine", "PATH", "/usr/bin"),
                        Set.of(Path.of("/opt/mine"), shell)::contains))
                .contains(Path.of("/opt/mine"));
    }
}
