package dev.countersign.localstack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How Keycloak's own start script calls Java; done here, so that the server is a direct child and no shell stands between. */
final class KeycloakCommand {

    private KeycloakCommand() {}

    static List<String> options(Path home) {
        return List.of(
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Dpicocli.disable.closures=true",
                "-Dfile.encoding=UTF-8",
                "-Duser.language=en",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED");
    }

    static List<String> program(Path distribution, List<String> arguments) {
        List<String> program = new ArrayList<>(List.of(
                "-cp",
                distribution.resolve("lib").resolve("quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
        program.addAll(arguments);
        return program;
    }

    static List<String> command(Path distribution, Path home, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(JavaProcess.executable().toString());
        command.addAll(options(home));
        command.addAll(options);
        command.addAll(program(distribution, arguments));
        return command;
    }
}
