package dev.countersign.policy.callback;

import java.net.URI;
import java.util.Locale;

/**
 * Where a callback goes, taken apart.
 *
 * @param host a name, or an address; IPv6 in brackets
 * @param target path and query, as they go into the request
 */
record Destination(boolean tls, String host, int port, String target) {

    /** Of a URL that {@link DestinationRules} do not refuse. */
    static Destination of(String url) {
        URI uri = URI.create(url);
        boolean tls = uri.getScheme().equalsIgnoreCase("https");
        String path = uri.getRawPath();
        String query = uri.getRawQuery();
        return new Destination(
                tls,
                uri.getHost().toLowerCase(Locale.ROOT),
                uri.getPort() < 0 ? (tls ? 443 : 80) : uri.getPort(),
                (path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query));
    }

    /** The host without the brackets of an IPv6 address. */
    String bareHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Who receives: host and port. */
    String receiver() {
        return host + ":" + port;
    }
}
