package dev.countersign.localstack.launcher;

import dev.countersign.localstack.client.Api;
import dev.countersign.localstack.client.Login;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "publish", description = "Publish a policy.")
final class PublishCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE.yaml")
    private Path file = Path.of("");

    @Option(names = "--as", paramLabel = "NAME", description = "who publishes (default: ${DEFAULT-VALUE})")
    private String person = "grace";

    @Override
    public Integer call() {
        Api api = new Api(Home.current().addresses());
        Terminal.system().line("Published " + Documents.publish(api, file, new Login.User(person)));
        return 0;
    }
}
