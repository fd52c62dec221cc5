package dev.countersign.policy.callback;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A block of IP addresses.
 *
 * @param bits how many bits of the address all of them share: 0 to 32, or to 128
 */
record Network(InetAddress address, int bits) {

    private static final Pattern V4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    Network {
        if (bits < 0 || bits > address.getAddress().length * 8) {
            throw new IllegalArgumentException("no address has " + bits + " bits");
        }
    }

    /**
     * A block as it is written: {@code 10.0.0.0/8}, {@code fd00::/8}, or a single address.
     *
     * @throws IllegalArgumentException where it is none
     */
    static Network parse(String text) {
        String[] parts = text.strip().split("/", -1);
        InetAddress address = literal(parts[0])
                .filter(found -> parts.length <= 2)
                .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is no network, such as 10.0.0.0/8"));
        return new Network(address, parts.length == 2 ? Integer.parseInt(parts[1]) : address.getAddress().length * 8);
    }

    /** The address that a text is; empty where it is a name or nothing of the kind. Nothing is looked up. */
    static Optional<InetAddress> literal(String text) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
