package dev.countersign.localstack.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.localstack.Postgres.PostgresAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestLanesTest {

    private static final TestAddresses FIRST = new TestAddresses(new PostgresAddress("127.0.0.1", 1), "127.0.0.1:11");
    private static final TestAddresses SECOND = new TestAddresses(new PostgresAddress("127.0.0.1", 1), "127.0.0.1:12");

    @TempDir
    private Path folder;

    private TestLanes lanes;

    @BeforeEach
    void announceTwo() {
        lanes = TestLanes.in(folder.resolve("lanes"));
        lanes.announce("lane-1", FIRST);
        lanes.announce("lane-2", SECOND);
    }

    @Test
    void eachLaneIsTakenOnce() {
        assertThat(lanes.take().map(TestAddresses::read)).contains(FIRST);
        assertThat(lanes.take().map(TestAddresses::read)).contains(SECOND);
        assertThat(lanes.take()).isEmpty();
    }

    @Test
    void aLaneThatIsWithdrawnIsNobodysAndOneThatIsTakenStays() {
        assertThat(lanes.isTaken("lane-1")).isFalse();
        assertThat(lanes.take().map(TestAddresses::read)).contains(FIRST);

        assertThat(lanes.isTaken("lane-1")).isTrue();
        assertThat(lanes.withdraw("lane-1")).isFalse();
        assertThat(lanes.withdraw("lane-2")).isTrue();
        assertThat(lanes.take()).isEmpty();
    }

    @Test
    void aLaneIsFreeAgainWhenWhoeverHasItEnds() throws IOException, InterruptedException {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        lanes.folder().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(other.inputReader().readLine()).isEqualTo("lane-1.properties");

        assertThat(lanes.take().map(TestAddresses::read)).contains(SECOND);
        assertThat(lanes.take()).isEmpty();

        other.destroyForcibly();
        other.waitFor();
        assertThat(lanes.take().map(TestAddresses::read)).contains(FIRST);
    }

    /** Another JVM, which takes a lane and keeps it until it is killed. */
    static final class Other {

        private Other() {}

        public static void main(String[] arguments) throws InterruptedException {
            Optional<Path> taken = TestLanes.in(Path.of(arguments[0])).take();
            System.out.println(taken.orElseThrow().getFileName());
            Thread.currentThread().join();
        }
    }
}
