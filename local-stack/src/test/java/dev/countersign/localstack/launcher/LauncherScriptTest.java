package dev.countersign.localstack.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.localstack.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script itself, over a project of two modules with a Maven and a JDK that only say what they were asked. */
class LauncherScriptTest {

    @TempDir
    private Path root;

    private String state = "state";

    @BeforeEach
    void project() throws IOException {
        Files.copy(ProjectRoot.find().resolve("countersign"), root.resolve("countersign"));
        Files.setPosixFilePermissions(root.resolve("countersign"), PosixFilePermissions.fromString("rwxr-xr-x"));
        write("pom.xml", "<module>contracts</module>\n<module>payload</module>\n<module>local-stack</module>\n");
        for (String module : List.of("contracts", "payload", "local-stack")) {
            write(module + "/pom.xml", "<project/>");
            write(module + "/src/main/java/A.java", "class A {}");
        }
        program(
                "mvnw",
                "echo \"$@\" >> calls; mkdir -p contracts/target/classes payload/target/classes local-stack/target;"
                        + " echo lib.jar > local-stack/target/launcher.classpath; echo > local-stack/target/local-stack-1.jar");
        jdk("jdk", "21.0.4");
    }

    @Test
    void nothingIsBuiltTwice() throws IOException, InterruptedException {
        run("status");
        run("status");

        assertThat(calls()).singleElement().asString().contains("-pl contracts,payload,local-stack -am");
    }

    @Test
    void anotherFolderForDataBuildsNothingAnew() throws IOException, InterruptedException {
        run("status");
        state = "elsewhere";

        run("status");

        assertThat(calls()).hasSize(1);
    }

    @Test
    void onlyWhatChangedIsBuiltAgain() throws IOException, InterruptedException {
        run("status");
        write("local-stack/src/main/java/A.java", "class A { int b; }");

        run("status");

        assertThat(calls()).hasSize(2);
        assertThat(calls().getLast()).contains("-pl local-stack -am");
    }

    @Test
    void aChangedLibraryBuildsWhatStandsOnIt() throws IOException, InterruptedException {
        run("status");
        write("contracts/src/main/java/B.java", "class B {}");

        run("status");

        assertThat(calls().getLast()).contains("-pl contracts,payload,local-stack -am");
    }

    @Test
    void aFailedBuildShowsItsErrorsAndIsTriedAgain() throws IOException, InterruptedException {
        program("mvnw", "echo call >> calls; echo '[ERROR] A.java:[1,1] something is wrong'; exit 1");

        Ran first = run("status");
        run("status");

        assertThat(first.status()).isEqualTo(1);
        assertThat(first.output())
                .contains("something is wrong")
                .contains("build.log")
                .doesNotContain("Launcher");
        assertThat(calls()).hasSize(2);
    }

    @Test
    void aJdkThatIsTooOldIsPassedOver() throws IOException, InterruptedException {
        jdk("jdk", "17.0.2");
        jdk("home/.jdks/newer", "25");

        assertThat(run("status").output()).doesNotContain(root.resolve("jdk") + "/bin/java ran");
    }

    @Test
    void argumentsReachTheLauncherAsTheyAre() throws IOException, InterruptedException {
        assertThat(run("publish", "my policy.yaml").output())
                .contains("dev.countersign.localstack.launcher.Launcher|publish|my policy.yaml|");
    }

    private record Ran(int status, String output) {}

    private Ran run(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(root.resolve("countersign").toString());
        builder.command().addAll(List.of(arguments));
        Path output = root.resolve("output");
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME", root.resolve("jdk").toString(),
                        "HOME", root.resolve("home").toString(),
                        "COUNTERSIGN_HOME", root.resolve(state).toString()));
        int status = builder.start().waitFor();
        return new Ran(status, Files.readString(output));
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(root.resolve("calls"));
    }

    private void jdk(String folder, String version) throws IOException {
        program(folder + "/bin/java", "printf '%s|' \"$0 ran\" \"$@\"");
        program(folder + "/bin/javac", "exit 0");
        write(folder + "/release", "JAVA_VERSION=\"" + version + "\"\n");
    }

    private void program(String name, String script) throws IOException {
        Path file = write(name, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
