package dev.countersign.notification.delivery;

import static dev.countersign.contracts.policy.Channel.EMAIL;
import static dev.countersign.contracts.policy.Channel.SLACK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.contracts.event.Contact;
import dev.countersign.contracts.policy.NotifyRoute;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AddresseeTest {

    private static final NotifyRoute MAIL_TO_OWNER = new NotifyRoute(EMAIL, "owner");
    private static final NotifyRoute MAIL_TO_DESK = new NotifyRoute(EMAIL, "desk@example.com");
    private static final NotifyRoute SLACK_TO_BOOKINGS = new NotifyRoute(SLACK, "#bookings");
    private static final Contact MARIA = contact("maria", "maria@example.com");
    private static final Contact TOM = contact("tom", "tom@example.com");

    private static Contact contact(String person, @Nullable String email) {
        return new Contact(person, person, email, null, "Europe/Madrid");
    }

    private static Addressee mail(@Nullable String person, @Nullable String address, @Nullable String refusal) {
        return new Addressee(EMAIL, person, address, person == null ? null : "Europe/Madrid", refusal);
    }

    private static List<Addressee> of(List<NotifyRoute> routes, List<Contact> contacts, String... muted) {
        return Addressee.of(routes, contacts, Set.of(muted)::contains);
    }

    @Test
    void everyOwnerGetsAMail() {
        assertThat(of(List.of(MAIL_TO_OWNER), List.of(MARIA, TOM)))
                .containsExactly(mail("maria", "maria@example.com", null), mail("tom", "tom@example.com", null));
    }

    @Test
    void aPlaceGetsOneMail() {
        assertThat(of(List.of(MAIL_TO_DESK), List.of(MARIA, TOM)))
                .containsExactly(mail(null, "desk@example.com", null));
    }

    @Test
    void nobodyIsToldTwiceAtOneAddress() {
        assertThat(of(
                        List.of(MAIL_TO_OWNER, MAIL_TO_OWNER, new NotifyRoute(EMAIL, "MARIA@example.com")),
                        List.of(MARIA, contact("maria-too", "maria@example.com"))))
                .containsExactly(mail("maria", "maria@example.com", null));
    }

    @Test
    void whoHasNoAddressIsRecordedAsNotReached() {
        assertThat(of(List.of(MAIL_TO_OWNER), List.of(contact("rosa", null), TOM)))
                .containsExactly(mail("rosa", null, "no-address"), mail("tom", "tom@example.com", null));
    }

    @Test
    void anAddressThatIsNoneIsRecordedAsNotReached() {
        assertThat(of(List.of(MAIL_TO_OWNER), List.of(contact("rosa", "rosa@example.com\r\nBcc: x@example.com"))))
                .containsExactly(mail("rosa", "rosa@example.com\r\nBcc: x@example.com", "invalid-address"));
    }

    @Test
    void aChannelThatIsNotConfiguredIsRecordedAndTheOwnersGetAMailInstead() {
        assertThat(of(List.of(SLACK_TO_BOOKINGS), List.of(MARIA)))
                .containsExactly(
                        new Addressee(SLACK, null, "#bookings", null, "channel-not-configured"),
                        mail("maria", "maria@example.com", null));
    }

    @Test
    void thereIsNoSecondMailWhereAnotherRouteReachesSomebody() {
        assertThat(of(List.of(SLACK_TO_BOOKINGS, MAIL_TO_DESK), List.of(MARIA)))
                .containsExactly(
                        new Addressee(SLACK, null, "#bookings", null, "channel-not-configured"),
                        mail(null, "desk@example.com", null));
    }

    @Test
    void whoMutedItIsNotToldAndNotReplaced() {
        assertThat(of(List.of(MAIL_TO_OWNER), List.of(MARIA, TOM), "maria"))
                .containsExactly(mail("tom", "tom@example.com", null));
        assertThat(of(List.of(MAIL_TO_OWNER), List.of(MARIA), "maria")).isEmpty();
    }
}
