package dev.countersign.localstack.launcher;

import dev.countersign.localstack.client.Api;
import dev.countersign.localstack.client.Login;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "agree",
        description = "Agree, as the second person, to a policy after which fewer actions go to a person.")
final class AgreeCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "PROCESS")
    private String process = "";

    @Parameters(index = "1", paramLabel = "PUBLICATION", description = "its id, as publish printed it")
    private String publication = "";

    @Option(
            names = "--user",
            paramLabel = "NAME",
            required = true,
            description = "who agrees: a process owner other than who published, such as hugo")
    private String person = "";

    @Override
    public Integer call() {
        Api api = new Api(Home.current().addresses());
        Terminal.system().line("In force: " + Documents.agree(api, process, publication, new Login.User(person)));
        return 0;
    }
}
