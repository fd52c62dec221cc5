package dev.countersign.queue.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FindingTest {

    private static final Instant NOW = Instant.parse("2026-12-20T10:00:00Z");

    private static final String YAML = """
            people:
              - { id: maria, name: María, email: maria@example.com, zone: Europe/Madrid }
              - { id: tom, name: Tom, slack: U024BE7LH }
              - { id: rosa, name: Rosa }
            teams:
              - { id: bookings, name: Bookings, members: [maria] }
              - { id: void, name: Void, lead: maria, members: [] }
              - { id: fed, name: Fed, members: [], group: /fed }
            authorities:
              - { id: a1, holder: "person:maria", process: airline, actions: ["*"], until: 2026-12-19 }
              - { id: a2, holder: "team:bookings", process: hotel, actions: ["*"], until: 2026-12-31 }
              - { id: a3, holder: "person:tom", process: "*", actions: ["*"], until: 2027-06-30 }
              - { id: a4, holder: "person:tom", process: "*", actions: ["*"] }
            """;

    @Test
    void whatWantsAttentionIsNamedAndNothingElse() {
        assertThat(Finding.of(DirectoryFixture.of(YAML), NOW))
                .extracting(finding -> finding.kind().word() + " " + finding.principal() + " " + finding.detail())
                .containsExactly(
                        "empty-team team:void Team Void has no members: nothing is routed to it.",
                        "empty-team team:fed Team Fed has no members, and nobody has signed in with its group /fed: nothing"
                                + " is routed to it.",
                        "lapsed-authority person:maria The authority of María in process airline ended on 2026-12-19: it"
                                + " routes no longer.",
                        "authority-lapses-soon team:bookings The authority of Bookings in process hotel ends on 2026-12-31.",
                        "no-address person:rosa Rosa has neither an e-mail address nor a Slack id: no message reaches"
                                + " them.");
    }

    @Test
    void aTeamWithMembersByGroupIsNotEmpty() {
        Directory directory = DirectoryFixture.withGroups(YAML, Map.of("tom", Set.of("/fed")));

        assertThat(Finding.of(directory, NOW))
                .filteredOn(finding -> finding.kind() == Finding.Kind.EMPTY_TEAM)
                .extracting(finding -> finding.principal().id())
                .containsExactly("void");
    }
}
