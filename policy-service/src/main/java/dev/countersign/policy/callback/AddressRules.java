package dev.countersign.policy.callback;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses callbacks may go to: those of the public internet, by IANA's registries of special-purpose addresses, and what is
 * allowed besides. An address that carries an IPv4 address within it counts as that one.
 */
record AddressRules(List<Network> allowed) {

    private static final List<Network> NOT_PUBLIC_V4 = networks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // behind carriers' NAT
            "127.0.0.0/8", // loopback
            "168.63.129.16/32", // Azure's own, reachable from inside of its machines only
            "169.254.0.0/16", // link-local, and most clouds' metadata
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // relays to 6to4, given up
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, and broadcast

    private static final Network PUBLIC_V6 = Network.parse("2000::/3");

    private static final List<Network> NOT_PUBLIC_V6 = networks(
            "2001::/23", // protocol assignments, Teredo among them
            "2001:db8::/32", // documentation
            "3fff::/20"); // documentation

    private static final Network MAPPED = Network.parse("::/80");
    private static final Network TRANSLATED = Network.parse("64:ff9b::/96");
    private static final Network SIX_TO_FOUR = Network.parse("2002::/16");

    AddressRules {
        allowed = List.copyOf(allowed);
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::parse).toList();
    }

    boolean allows(InetAddress address) {
        if (allowed.stream().anyMatch(network -> network.contains(address))) {
            return true;
        }
        byte[] bytes = address.getAddress();
        return bytes.length == 4
                ? NOT_PUBLIC_V4.stream().noneMatch(network -> network.contains(address))
                : allowsV6(address, bytes);
    }

    private boolean allowsV6(InetAddress address, byte[] bytes) {
        if (MAPPED.contains(address)) {
            // Either the mapped form, which only odd resolvers hand out, or the unspecified and the loopback address.
            return bytes[10] == -1 && bytes[11] == -1 && allows(v4(bytes, 12));
        }
        if (TRANSLATED.contains(address)) {
            return allows(v4(bytes, 12));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return allows(v4(bytes, 2));
        }
        return PUBLIC_V6.contains(address) && NOT_PUBLIC_V6.stream().noneMatch(network -> network.contains(address));
    }

    private static InetAddress v4(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
