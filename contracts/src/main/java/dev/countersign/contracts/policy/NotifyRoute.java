package dev.countersign.contracts.policy;

import java.util.Objects;

/**
 * One way to tell somebody.
 *
 * @param to {@code owner}, or an address of the channel ({@code #bookings})
 */
public record NotifyRoute(Channel channel, String to) {

    /** Whoever owns the review, at the address that the directory has for the channel. */
    public static final String OWNER = "owner";

    public NotifyRoute {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(to, "to");
    }
}
