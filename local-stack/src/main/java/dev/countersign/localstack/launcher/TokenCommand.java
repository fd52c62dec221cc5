package dev.countersign.localstack.launcher;

import dev.countersign.localstack.client.Api;
import dev.countersign.localstack.client.Login;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "token", description = "Print an access token, for curl.")
final class TokenCommand implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private Who who = new Who();

    static final class Who {
        @Option(names = "--client", paramLabel = "NAME", description = "an agent: demo-agent, airline-agent")
        private @Nullable String client;

        @Option(
                names = "--user",
                paramLabel = "NAME",
                description = "a person: ana, maria, tom, rosa, grace, hugo, olga, admin")
        private @Nullable String user;

        Login login() {
            if (client != null) {
                return new Login.Client(client);
            }
            return new Login.User(Objects.requireNonNull(user, "user"));
        }
    }

    @Override
    public Integer call() {
        System.out.println(new Api(Home.current().addresses()).token(who.login()));
        return 0;
    }
}
