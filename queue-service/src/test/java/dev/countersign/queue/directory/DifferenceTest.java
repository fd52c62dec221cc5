package dev.countersign.queue.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.contracts.event.QueueEvent.Change;
import dev.countersign.contracts.event.QueueEvent.Changed;
import dev.countersign.contracts.event.QueueEvent.DirectoryChanged;
import dev.countersign.contracts.event.QueueEvent.Entry;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DifferenceTest {

    private static final DirectoryDocument BEFORE = DirectoryFixture.of("""
            people: [ { id: maria, name: María }, { id: tom, name: Tom } ]
            teams: [ { id: bookings, name: Bookings, members: [maria] } ]
            authorities: [ { id: a, holder: "person:maria", process: p, actions: ["*"] } ]
            delegations: [ { id: d, from: "person:maria", to: "person:tom", start: 2026-12-20, end: 2026-12-24 } ]
            """).document();

    @Test
    void everyEntryThatIsAnotherIsNamedOnce() {
        DirectoryDocument after = DirectoryFixture.of("""
                people: [ { id: maria, name: María Ruiz }, { id: rosa, name: Rosa } ]
                teams: [ { id: bookings, name: Bookings, members: [maria] } ]
                authorities: [ { id: a, holder: "person:maria", process: p, actions: ["*"], until: 2026-12-31 } ]
                """).document();

        assertThat(Difference.between(BEFORE, after))
                .containsExactlyInAnyOrder(
                        new Changed(Entry.PERSON, "maria", Change.CHANGED),
                        new Changed(Entry.PERSON, "rosa", Change.ADDED),
                        new Changed(Entry.PERSON, "tom", Change.REMOVED),
                        new Changed(Entry.AUTHORITY, "a", Change.CHANGED),
                        new Changed(Entry.DELEGATION, "d", Change.REMOVED));
        assertThat(Difference.peopleRemoved(Difference.between(BEFORE, after))).containsExactly("tom");
    }

    @Test
    void theSameIsNoChange() {
        assertThat(Difference.between(BEFORE, BEFORE)).isEmpty();
    }

    @Test
    void whatIsTooLongForAMessageIsCounted() {
        List<Changed> changes = IntStream.range(0, 1_001)
                .mapToObj(i -> new Changed(Entry.PERSON, "p" + i, Change.ADDED))
                .toList();

        DirectoryChanged event = Difference.event(7, "admin", changes, Instant.EPOCH);

        assertThat(event.changes()).hasSize(1_000);
        assertThat(event.total()).isEqualTo(1_001);
    }
}
