package dev.countersign.localstack.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestReportTest {

    private static final Instant BEGAN = Instant.parse("2026-01-01T10:00:00Z");

    @TempDir
    private Path root;

    @Test
    void totalsAreByModuleAndTheLastLineIsTheSum() throws IOException {
        report("contracts", BEGAN, """
                <testsuite><testcase classname="A" name="one"/><testcase classname="A" name="two"><skipped/></testcase></testsuite>
                """);
        report("journeys", BEGAN.plusSeconds(5), """
                <testsuite><testcase classname="B" name="three"><failure message="m">trace</failure></testcase>
                <testcase classname="B" name="four"><error/></testcase><testcase classname="B" name="five"/></testsuite>
                """);
        report("bench/peers", BEGAN, "<testsuite><testcase classname='C' name='six'/></testsuite>");

        TestReport report = TestReport.read(root, BEGAN);

        assertThat(report.failed()).isEqualTo(2);
        assertThat(report.lines())
                .contains("FAILED journeys: B.three", "FAILED journeys: B.four")
                .anySatisfy(line -> assertThat(line).matches("  contracts +1 passed, 0 failed, 1 skipped"))
                .anySatisfy(line -> assertThat(line).matches("  journeys +1 passed, 2 failed, 0 skipped"))
                .anySatisfy(line -> assertThat(line).matches("  bench/peers +1 passed, 0 failed, 0 skipped"))
                .endsWith("3 passed, 2 failed, 1 skipped");
    }

    @Test
    void whatPassedOnlyWhenItWasTriedAgainIsNamed() throws IOException {
        report("journeys", BEGAN, """
                <testsuite><testcase classname="B" name="one"><flakyFailure message="m"><stackTrace>trace</stackTrace></flakyFailure></testcase>
                <testcase classname="B" name="two"><failure>trace</failure><rerunFailure>trace</rerunFailure></testcase></testsuite>
                """);

        TestReport report = TestReport.read(root, BEGAN);

        assertThat(report.failed()).isEqualTo(1);
        assertThat(report.lines())
                .contains(
                        "UNSTEADY journeys: B.one failed, and passed when it was tried again", "FAILED journeys: B.two")
                .endsWith("1 passed, 1 failed, 0 skipped");
    }

    @Test
    void whatAnEarlierRunLeftDoesNotCount() throws IOException {
        report("contracts", BEGAN.minusSeconds(1), "<testsuite><testcase classname='A' name='x'/></testsuite>");

        assertThat(TestReport.read(root, BEGAN).total()).isZero();
    }

    private void report(String module, Instant modified, String xml) throws IOException {
        Path folder =
                Files.createDirectories(root.resolve(module).resolve("target").resolve("surefire-reports"));
        for (Path pom = root.resolve(module); !pom.equals(root); pom = pom.getParent()) {
            Files.writeString(pom.resolve("pom.xml"), "<project/>");
        }
        Path file = Files.writeString(folder.resolve("TEST-A.xml"), xml);
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }
}
