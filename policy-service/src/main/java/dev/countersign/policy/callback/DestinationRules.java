package dev.countersign.policy.callback;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where callbacks may go.
 *
 * @param hosts names that may have any address: exact, or {@code *.example.com} for all below
 * @param http whether a callback may go unencrypted
 */
record DestinationRules(AddressRules addresses, List<String> hosts, boolean http) {

    private static final int MAX_LENGTH = 2_000;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    /** Below, there are mail servers, shells and the like, which no agent listens on. */
    private static final int FIRST_UNPRIVILEGED = 1024;

    private static final int LAST = 65_535;

    DestinationRules {
        hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    }

    /** Why nothing is sent to a URL, in a sentence that goes on from its name; empty where it may be. */
    Optional<String> refusal(String url) {
        if (url.length() > MAX_LENGTH) {
            return Optional.of("must have at most " + MAX_LENGTH + " characters");
        }
        try {
            return Optional.ofNullable(refusal(new URI(url)));
        } catch (URISyntaxException e) {
            return Optional.of("is no URL");
        }
    }

    private @Nullable String refusal(URI uri) {
        String host = uri.getHost();
        if (host == null || !allowsScheme(String.valueOf(uri.getScheme()))) {
            return "must be an absolute URL that starts with https:// and names a host";
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return "must have neither a user name nor a fragment";
        }
        if (!allowsPort(uri.getPort())) {
            return "must have port " + HTTPS + ", or one of " + FIRST_UNPRIVILEGED + " to " + LAST;
        }
        return allowsHost(host.toLowerCase(Locale.ROOT)) ? null : "must not be a private address";
    }

    private boolean allowsScheme(String scheme) {
        return scheme.equalsIgnoreCase("https") || (http && scheme.equalsIgnoreCase("http"));
    }

    private boolean allowsPort(int port) {
        return port < 0 || port == HTTPS || (http && port == HTTP) || (port >= FIRST_UNPRIVILEGED && port <= LAST);
    }

    /** What can be known without looking the name up. */
    private boolean allowsHost(String host) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return Network.literal(bare)
                .map(address -> allows(host, address))
                .orElseGet(() -> allowsName(host) || !(local(host) || oddlyWritten(host)));
    }

    private static boolean local(String host) {
        return host.equals("localhost") || host.endsWith(".localhost");
    }

    /** An address with a zone or with leading zeros, or a name with a dot at its end: systems read these differently. */
    private static boolean oddlyWritten(String host) {
        return host.startsWith("[")
                || host.endsWith(".")
                || host.chars().allMatch(c -> c == '.' || Character.isDigit(c));
    }

    /** Whether a host may be reached at this address. */
    boolean allows(String host, InetAddress address) {
        return addresses.allows(address) || allowsName(host);
    }

    private boolean allowsName(String host) {
        return hosts.stream()
                .anyMatch(allowed ->
                        allowed.equals(host) || (allowed.startsWith("*.") && host.endsWith(allowed.substring(1))));
    }
}
