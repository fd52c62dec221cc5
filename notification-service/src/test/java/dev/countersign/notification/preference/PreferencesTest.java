package dev.countersign.notification.preference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.notification.channel.Occasion;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PreferencesTest {

    private static final Preferences NOTHING = new Preferences(false, false, false);

    @Test
    void whoHasSaidNothingIsToldEverything() {
        assertThat(Occasion.values()).noneMatch(Preferences.EVERYTHING::mute);
    }

    @Test
    void whoMutesAllIsStillToldThatTimeRunsOutAndThatNobodyWatches() {
        assertThat(Arrays.stream(Occasion.values()).filter(occasion -> !NOTHING.mute(occasion)))
                .containsExactlyInAnyOrder(
                        Occasion.STILL_WAITING,
                        Occasion.NOT_PICKED_UP,
                        Occasion.ESCALATED,
                        Occasion.EXPIRED_TO_YOU,
                        Occasion.EXPIRED_REJECTED,
                        Occasion.EXPIRED_PROCEEDED,
                        Occasion.MOVED_ON,
                        Occasion.QUEUE_UNWATCHED);
    }

    @Test
    void eachPurposeIsMutedByItself() {
        Preferences onlyOpened = new Preferences(true, false, false);

        assertThat(onlyOpened.mute(Occasion.OPENED)).isFalse();
        assertThat(onlyOpened.mute(Occasion.REASSIGNED)).isTrue();
        assertThat(onlyOpened.mute(Occasion.RETURNED)).isTrue();
    }
}
