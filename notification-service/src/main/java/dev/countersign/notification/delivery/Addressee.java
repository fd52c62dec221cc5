package dev.countersign.notification.delivery;

import dev.countersign.contracts.event.Contact;
import dev.countersign.contracts.policy.Channel;
import dev.countersign.contracts.policy.NotifyRoute;
import dev.countersign.notification.channel.MailAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One recipient of one message.
 *
 * @param person the person's id; absent where it goes to a place and not to a person
 * @param address on the channel; absent where there is none
 * @param zone the IANA zone of the person, where known
 * @param refusal why nothing can be sent, as a code; absent where it can
 */
public record Addressee(
        Channel channel,
        @Nullable String person,
        @Nullable String address,
        @Nullable String zone,
        @Nullable String refusal) {

    /** The policy names a channel that this installation does not have. */
    public static final String CHANNEL_NOT_CONFIGURED = "channel-not-configured";

    /** The directory has no address of this person for the channel. */
    public static final String NO_ADDRESS = "no-address";

    /** The address is none that something can be sent to. */
    public static final String INVALID_ADDRESS = "invalid-address";

    /**
     * Whom the policy's routes reach. Nobody is told twice of the same thing at one address, and nothing is dropped silently: a
     * route that leads nowhere yields an addressee with a {@code refusal}. Where no route leads to anybody at all, the contacts
     * are told by e-mail.
     *
     * @param muted the people who do not want to be told of this; they count as reached
     */
    static List<Addressee> of(List<NotifyRoute> routes, List<Contact> contacts, Predicate<String> muted) {
        List<Addressee> all = new ArrayList<>();
        routes.forEach(route -> all.addAll(along(route, contacts)));
        if (all.stream().noneMatch(Addressee::reachable)) {
            contacts.forEach(contact -> all.add(mail(contact)));
        }
        return distinct(all).stream()
                .filter(to -> to.person() == null || !muted.test(to.person()))
                .toList();
    }

    boolean reachable() {
        return refusal == null;
    }

    private static List<Addressee> along(NotifyRoute route, List<Contact> contacts) {
        return switch (route.channel()) {
            case EMAIL ->
                route.to().equals(NotifyRoute.OWNER)
                        ? contacts.stream().map(Addressee::mail).toList()
                        : List.of(mail(null, route.to(), null));
            case SLACK -> List.of(new Addressee(Channel.SLACK, null, route.to(), null, CHANNEL_NOT_CONFIGURED));
        };
    }

    private static Addressee mail(Contact contact) {
        return mail(contact.person(), contact.email(), contact.zone());
    }

    private static Addressee mail(@Nullable String person, @Nullable String address, @Nullable String zone) {
        if (address == null || address.isBlank()) {
            return new Addressee(Channel.EMAIL, person, null, zone, NO_ADDRESS);
        }
        String refusal = MailAddress.isOne(address) ? null : INVALID_ADDRESS;
        return new Addressee(Channel.EMAIL, person, address, zone, refusal);
    }

    /** The first of each address; of those without one, of each person. */
    private static List<Addressee> distinct(List<Addressee> all) {
        Map<List<String>, Addressee> distinct = new LinkedHashMap<>();
        for (Addressee to : all) {
            String whom = to.address() != null ? to.address().toLowerCase(Locale.ROOT) : "person:" + to.person();
            distinct.putIfAbsent(List.of(to.channel().name(), whom), to);
        }
        return List.copyOf(distinct.values());
    }
}
