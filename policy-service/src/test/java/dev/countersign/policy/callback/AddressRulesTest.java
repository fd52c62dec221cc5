package dev.countersign.policy.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    private static final AddressRules STRICT = new AddressRules(List.of());

    private static InetAddress address(String text) {
        return Network.literal(text).orElseThrow(() -> new IllegalArgumentException(text));
    }

    private static AddressRules allowing(String... networks) {
        return new AddressRules(Stream.of(networks).map(Network::parse).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.100.100.200",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.255",
                "168.63.129.16",
                "169.254.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::10.0.0.1",
                "::8.8.8.8",
                "::ffff:10.0.0.1",
                "::ffff:127.0.0.1",
                "64:ff9b::10.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:db8::1",
                "2002:0a00:0001::1",
                "2002:7f00:0001::1",
                "2002:a9fe:a9fe::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "ff0e::1"
            })
    void nothingGoesToWhatIsNotPublic(String address) {
        assertThat(STRICT.allows(address(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "168.63.129.17",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "64:ff9b::8.8.8.8",
                "2002:0808:0808::1",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2606:4700::1111",
                "2a00::1"
            })
    void whatIsPublicIsAllowed(String address) {
        assertThat(STRICT.allows(address(address))).isTrue();
    }

    @Test
    void aMappedAddressThatAResolverHandsOutAsItIsCountsAsTheOneInIt() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        System.arraycopy(address("10.0.0.1").getAddress(), 0, mapped, 12, 4);
        InetAddress inner = Inet6Address.getByAddress("odd", mapped, 1);
        assertThat(inner).isInstanceOf(Inet6Address.class);

        assertThat(STRICT.allows(inner)).isFalse();
        assertThat(allowing("10.0.0.0/8").allows(inner)).isTrue();
    }

    @Test
    void whatIsAllowedBesidesIsExactlyTheNetworkThatIsNamed() {
        AddressRules rules = allowing("10.1.0.0/16", "fd12:3456::/32", "127.0.0.1");

        assertThat(rules.allows(address("10.1.255.255"))).isTrue();
        assertThat(rules.allows(address("10.2.0.0"))).isFalse();
        assertThat(rules.allows(address("10.0.255.255"))).isFalse();
        assertThat(rules.allows(address("fd12:3456:ffff::1"))).isTrue();
        assertThat(rules.allows(address("fd12:3457::1"))).isFalse();
        assertThat(rules.allows(address("127.0.0.1"))).isTrue();
        assertThat(rules.allows(address("127.0.0.2"))).isFalse();
        assertThat(rules.allows(address("64:ff9b::10.1.2.3"))).isTrue();
        assertThat(allowing("0.0.0.0/0").allows(address("::1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0/33",
                "::/129",
                "10.0.0.0/-1",
                "10.0.0/8",
                "example.com",
                "10.0.0.0/8/8",
                "010.0.0.1",
                "1/x"
            })
    void aNetworkThatIsNoneIsRefusedWhenTheServiceStarts(String text) {
        assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
