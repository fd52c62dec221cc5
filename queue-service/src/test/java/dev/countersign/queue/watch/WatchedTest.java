package dev.countersign.queue.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.contracts.Principal;
import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.directory.DirectoryFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchedTest {

    private static final Instant NOW = Instant.parse("2026-12-23T10:00:00Z");
    private static final Duration DAY = Duration.ofHours(24);

    private static final Directory DIRECTORY = DirectoryFixture.of("""
            people:
              - { id: grace, name: Grace }
              - { id: ana, name: Ana }
              - { id: maria, name: María }
              - { id: tom, name: Tom }
              - { id: rosa, name: Rosa }
            teams:
              - { id: bookings, name: Bookings, lead: grace, members: [maria, tom] }
            delegations:
              - { from: "person:ana", to: "person:rosa", start: 2026-12-20, end: 2026-12-31 }
              - { from: "person:tom", to: "person:ana", start: 2026-12-24, end: 2026-12-31 }
            """);

    private static Watched look(String owner, int waitingHours, Map<String, Instant> seen) {
        WaitingQueue queue = new WaitingQueue(
                "p", Principal.parse(owner), Principal.person("grace"), 1, NOW.minus(Duration.ofHours(waitingHours)));
        return Watched.all(DIRECTORY, List.of(queue), seen, NOW, DAY).getFirst();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // owner, hours that it waits, who was seen, hours ago, unwatched
                "team:bookings, 24, -, 0, true",
                "team:bookings, 23, -, 0, false",
                "team:bookings, 99, maria, 23, false",
                "team:bookings, 99, maria, 24, true",
                "team:bookings, 99, grace, 1, false",
                // somebody outside, and somebody who stands in only later
                "team:bookings, 99, rosa, 1, true",
                "team:bookings, 99, ana, 1, true",
                "person:ana, 99, ana, 1, false",
                "person:ana, 99, rosa, 1, false",
                "person:ana, 99, grace, 1, true",
                "team:gone, 99, maria, 1, true"
            })
    void aQueueIsWatchedByItsOwnersAndWhoStandsInForThem(
            String owner, int waitingHours, String seen, int hoursAgo, boolean unwatched) {
        Map<String, Instant> seenAt = new HashMap<>();
        if (seen != null) {
            seenAt.put(seen, NOW.minus(Duration.ofHours(hoursAgo)));
        }

        assertThat(look(owner, waitingHours, seenAt).unwatched()).isEqualTo(unwatched);
    }

    @Test
    void ofSeveralOwnersTheLastOneSeenCounts() {
        Instant lately = NOW.minus(Duration.ofHours(30));

        Watched watched = look("team:bookings", 99, Map.of("maria", NOW.minus(DAY.multipliedBy(3)), "tom", lately));

        assertThat(watched.lastSeen()).isEqualTo(lately);
        assertThat(watched.unwatched()).isTrue();
    }
}
