package dev.countersign.localstack.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParseResult;

class LauncherTest {

    @Test
    void whatFollowsTestIsMavens() {
        String[] options = {"-pl", "queue-service", "-am", "-Dtest=RaceTest", "-T", "1"};
        String[] given = new String[options.length + 1];
        given[0] = "test";
        System.arraycopy(options, 0, given, 1, options.length);

        ParseResult parsed = Launcher.commandLine().parseArgs(given).subcommand();

        assertThat(parsed.commandSpec().userObject())
                .isInstanceOfSatisfying(
                        TestCommand.class, test -> assertThat(test.options).containsExactly(options));
    }
}
