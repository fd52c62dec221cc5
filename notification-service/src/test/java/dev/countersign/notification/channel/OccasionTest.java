package dev.countersign.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.contracts.event.ReviewEvent.ReassignCause;
import org.junit.jupiter.api.Test;

class OccasionTest {

    @Test
    void whatAPersonSendsUpHasNotWaitedTooLong() {
        assertThat(Occasion.of(ReassignCause.ESCALATED, true)).isEqualTo(Occasion.SENT_UP);
        assertThat(Occasion.of(ReassignCause.ESCALATED, false)).isEqualTo(Occasion.ESCALATED);
        assertThat(Occasion.of(ReassignCause.REASSIGNED, true)).isEqualTo(Occasion.REASSIGNED);
    }

    /** Of samples and seeded checks the same is said; only an expiry that lets things go is never one of theirs. */
    @Test
    void nothingIsPromisedThatIsNotTrueOfEveryReview() {
        for (Occasion occasion : Occasion.values()) {
            if (occasion != Occasion.EXPIRED_PROCEEDED) {
                assertThat(occasion.sentence()).doesNotContain("take effect").doesNotContain("may happen");
            }
        }
    }
}
