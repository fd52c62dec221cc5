package dev.countersign.localstack.launcher;

import dev.countersign.localstack.Addresses;
import dev.countersign.localstack.PidFile;
import dev.countersign.localstack.ProjectRoot;
import dev.countersign.localstack.StackHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The folder and the addresses that the commands of one user talk about. */
record Home(StackHome folder, Map<String, String> environment) {

    static final String VARIABLE = "COUNTERSIGN_HOME";

    static Home current() {
        Map<String, String> environment = System.getenv();
        String named = environment.get(VARIABLE);
        Path path = named == null || named.isBlank() ? ProjectRoot.find().resolve(".countersign") : Path.of(named);
        return new Home(new StackHome(path), environment);
    }

    /** The process that holds the stack, where one runs. */
    Optional<ProcessHandle> holder() {
        return pidFile().living();
    }

    private PidFile pidFile() {
        return folder.pidFile("stack");
    }

    /** Of the running stack, else those that the environment says. */
    Addresses addresses() {
        return holder().isPresent() && Files.exists(folder.addresses())
                ? Addresses.read(folder.addresses())
                : Addresses.fromEnvironment(environment);
    }
}
