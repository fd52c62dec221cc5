package dev.countersign.localstack.launcher;

import dev.countersign.localstack.client.Api;
import dev.countersign.localstack.client.Login;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "directory", description = "Load people, teams, authorities and delegations.")
final class DirectoryCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE.yaml")
    private Path file = Path.of("");

    @Option(names = "--as", paramLabel = "NAME", description = "who loads it (default: ${DEFAULT-VALUE})")
    private String person = "admin";

    @Override
    public Integer call() {
        Documents.directory(new Api(Home.current().addresses()), file, new Login.User(person));
        Terminal.system().line("Loaded " + file);
        return 0;
    }
}
