package dev.countersign.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

    @TempDir
    private Path folder;

    private Path path;
    private PidFile file;
    private Process sleeper;

    @BeforeEach
    void start() throws IOException {
        path = folder.resolve("run").resolve("part.pid");
        file = new PidFile(path);
        sleeper = new ProcessBuilder("sleep", "300").start();
    }

    @AfterEach
    void end() {
        sleeper.destroyForcibly();
    }

    @Test
    void aRememberedProcessIsFoundWhileItLives() throws InterruptedException {
        file.remember(sleeper.toHandle(), "sleep 300");
        assertThat(file.living()).contains(sleeper.toHandle());

        sleeper.destroyForcibly().waitFor();

        assertThat(file.living()).isEmpty();
    }

    @Test
    void somebodyElseWithTheSameNumberIsLeftAlone() {
        file.remember(sleeper.toHandle(), "-Dcountersign.part=policy-service");

        file.endLeftover(Duration.ofSeconds(5));

        assertThat(sleeper.isAlive()).isTrue();
        assertThat(path).doesNotExist();
    }

    @Test
    void aNumberThatWasGivenOutAgainLaterIsLeftAlone() throws IOException {
        Files.createDirectories(path.getParent());
        Files.write(path, List.of(Long.toString(sleeper.pid()), "2020-01-01T00:00:00Z", "sleep 300"));

        file.endLeftover(Duration.ofSeconds(5));

        assertThat(sleeper.isAlive()).isTrue();
    }

    @Test
    void whatAKilledRunHasLeftIsEnded() {
        file.remember(sleeper.toHandle(), "sleep 300");

        file.endLeftover(Duration.ofSeconds(5));

        assertThat(sleeper.isAlive()).isFalse();
        assertThat(path).doesNotExist();
    }

    @Test
    void anUnreadableFileIsNobody() throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "half a li");

        assertThat(file.living()).isEmpty();
    }
}
