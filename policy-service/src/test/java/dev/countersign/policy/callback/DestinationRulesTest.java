package dev.countersign.policy.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationRulesTest {

    private static final DestinationRules STRICT = new DestinationRules(new AddressRules(List.of()), List.of(), false);

    private static final DestinationRules LOCAL = new DestinationRules(
            new AddressRules(List.of(Network.parse("127.0.0.0/8"))),
            List.of("agent.internal", "*.Agents.internal"),
            true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://agent.example/decided",
                "https://agent.example",
                "https://agent.example:443/",
                "https://agent.example:8443/a/b?c=d&e=%20",
                "HTTPS://AGENT.example/",
                "https://xn--bcher-kva.example/",
                "https://8.8.8.8/",
                "https://[2606:4700::1111]/",
                "https://intranet/"
            })
    void whatMayBeCalledBack(String url) {
        assertThat(STRICT.refusal(url)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://agent.example/ | must be an absolute URL that starts with https:// and names a host",
                "ftp://agent.example/ | must be an absolute URL that starts with https:// and names a host",
                "/decided | must be an absolute URL that starts with https:// and names a host",
                "agent.example | must be an absolute URL that starts with https:// and names a host",
                "https:///decided | must be an absolute URL that starts with https:// and names a host",
                "https:agent.example | must be an absolute URL that starts with https:// and names a host",
                "https://agent_1.example/ | must be an absolute URL that starts with https:// and names a host",
                "https://2130706433/ | must not be a private address",
                "https://0x7f.0.0.1/ | must be an absolute URL that starts with https:// and names a host",
                "https://127.1/ | must be an absolute URL that starts with https:// and names a host",
                "file:///etc/passwd | must be an absolute URL that starts with https:// and names a host",
                "https://user@agent.example/ | must have neither a user name nor a fragment",
                "https://user:secret@agent.example/ | must have neither a user name nor a fragment",
                "https://agent.example/#part | must have neither a user name nor a fragment",
                "https://agent.example:22/ | must have port 443, or one of 1024 to 65535",
                "https://agent.example:80/ | must have port 443, or one of 1024 to 65535",
                "https://agent.example:0/ | must have port 443, or one of 1024 to 65535",
                "https://agent.example:65536/ | must have port 443, or one of 1024 to 65535",
                "https://10.0.0.1/ | must not be a private address",
                "https://127.0.0.1/ | must not be a private address",
                "https://169.254.169.254/latest | must not be a private address",
                "https://100.64.0.1/ | must not be a private address",
                "https://010.0.0.1/ | must not be a private address",
                "https://[::1]/ | must not be a private address",
                "https://[fd00::1]/ | must not be a private address",
                "https://[fe80::1%25eth0]/ | must not be a private address",
                "https://[::ffff:10.0.0.1]/ | must not be a private address",
                "https://localhost/ | must not be a private address",
                "https://a.localhost/ | must not be a private address",
                "https://agent.example./ | must not be a private address",
                "https://agent example/ | is no URL",
                "https://agent.example/a b | is no URL",
            })
    void whatMayNotWithTheSentence(String url, String sentence) {
        assertThat(STRICT.refusal(url)).contains(sentence);
    }

    @Test
    void aUrlThatIsTooLong() {
        assertThat(STRICT.refusal("https://agent.example/" + "x".repeat(2_000)))
                .contains("must have at most 2000 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://127.0.0.1:80/",
                "http://agent.internal:8080/",
                "https://AGENT.INTERNAL/",
                "https://one.agents.internal/"
            })
    void whatAnInstallationAllowsBesides(String url) {
        assertThat(LOCAL.refusal(url)).isEmpty();
    }

    @Test
    void aHostThatIsAllowedMayHaveAnyAddressAndNoOtherHostMay() {
        var inner = Network.literal("10.0.0.1").orElseThrow();

        assertThat(LOCAL.allows("agent.internal", inner)).isTrue();
        assertThat(LOCAL.allows("one.agents.internal", inner)).isTrue();
        assertThat(LOCAL.allows("agents.internal", inner)).isFalse();
        assertThat(LOCAL.allows("evilagents.internal", inner)).isFalse();
        assertThat(LOCAL.allows("other.internal", inner)).isFalse();
        assertThat(LOCAL.refusal("http://10.0.0.1/")).isPresent();
    }

    @Test
    void aUrlTakenApart() {
        assertThat(Destination.of("https://Agent.example/a?b=c%20"))
                .isEqualTo(new Destination(true, "agent.example", 443, "/a?b=c%20"));
        assertThat(Destination.of("http://[::1]:8080")).isEqualTo(new Destination(false, "[::1]", 8080, "/"));
        assertThat(Destination.of("http://[::1]:8080").bareHost()).isEqualTo("::1");
        assertThat(Destination.of("http://agent.example").receiver()).isEqualTo("agent.example:80");
    }
}
