package dev.countersign.localstack;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds out before anything starts whether every port can be had, and says which cannot, whose it is and how to move it. */
public final class PortCheck {

    private PortCheck() {}

    /**
     * @throws StackException with one sentence for each port that is taken, or that two parts both want
     */
    public static void require(Addresses addresses, Collection<Endpoint> wanted) {
        List<String> taken = wanted.stream()
                .sorted()
                .filter(endpoint -> !Ports.isFree(addresses.port(endpoint)))
                .map(endpoint -> taken(endpoint, addresses.port(endpoint)))
                .toList();
        if (!taken.isEmpty()) {
            throw new StackException(String.join("\n", taken));
        }
        Map<Integer, Endpoint> seen = new TreeMap<>();
        for (Endpoint endpoint : wanted) {
            Endpoint other = seen.put(addresses.port(endpoint), endpoint);
            if (other != null) {
                throw new StackException("Port " + addresses.port(endpoint) + " is wanted by both " + other.label()
                        + " and " + endpoint.label() + "; move one with " + endpoint.variable() + ".");
            }
        }
    }

    private static String taken(Endpoint endpoint, int port) {
        String owner = PortOwner.of(port).map(who -> " by " + who).orElse("");
        return "Port " + port + " for " + endpoint.label() + " is taken" + owner + "; free it, or choose another with "
                + endpoint.variable() + "=<port>.";
    }
}
