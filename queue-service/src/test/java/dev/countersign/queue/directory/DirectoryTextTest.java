package dev.countersign.queue.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.contracts.Principal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryTextTest {

    private static final String WHOLE = """
            people:
              - { id: grace, name: Grace Okafor }
              - { id: maria, name: María Ruiz, email: maria@example.com, manager: grace, zone: Europe/Madrid }
              - { id: tom, name: Tom Keller, manager: grace, languages: [de, en] }
            teams:
              - { id: bookings, name: Bookings, lead: grace, members: [maria, tom] }
            authorities:
              - { holder: "person:maria", process: airline-changes, actions: ["*"], upTo: "action.payload.amount <= 500.0" }
            delegations:
              - { from: "person:maria", to: "person:tom", start: 2026-12-20, end: 2027-01-02 }
            """;

    @Test
    void aWholeFileIsRead() {
        var document = DirectoryText.read(WHOLE, false).value();

        assertThat(document).isNotNull();
        assertThat(document.people()).extracting(Person::id).containsExactly("grace", "maria", "tom");
        assertThat(document.teams().getFirst().members()).containsExactly("maria", "tom");
        assertThat(document.authorities().getFirst().holder()).isEqualTo(Principal.person("maria"));
        assertThat(document.delegations().getFirst().end()).isEqualTo(LocalDate.of(2027, 1, 2));
    }

    @Test
    void theSameFileGivesTheSameIds() {
        assertThat(DirectoryText.read(WHOLE, false).value())
                .isEqualTo(DirectoryText.read(WHOLE, false).value());
    }

    @Test
    void jsonIsReadAsWell() {
        var reading =
                DirectoryText.read("{\"people\":[\n\t{\"id\":\"tom\",\"name\":\"Tom\",\"manager\":\"nobody\"}]}", true);

        assertThat(reading.errors())
                .containsExactly(new DirectoryError("/people/0/manager", 2, "there is no person \"nobody\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "manager: grace, zone|manager: nina, zone|/people/1/manager|3|there is no person \"nina\"",
                "{ id: grace, name: Grace Okafor }|{ id: grace, name: G, manager: maria }|/people/0/manager|2|the managers above \"grace\" go in a circle",
                "id: tom|id: maria|/people/2/id|4|\"maria\" is there twice",
                "Europe/Madrid|Europe/Atlantis|/people/1/zone|3|\"Europe/Atlantis\" is no time zone; write for example Europe/Madrid",
                "maria@example.com|maria|/people/1/email|3|is no e-mail address",
                "lead: grace|lead: nina|/teams/0/lead|6|there is no person \"nina\"",
                "[maria, tom]|[maria, nina]|/teams/0/members/1|6|there is no person \"nina\"",
                "[maria, tom]|[maria, maria]|/teams/0/members/1|6|\"maria\" is a member twice",
                "person:maria\", process|team:nobody\", process|/authorities/0/holder|8|there is no team \"nobody\"",
                "person:maria\", process|maria\", process|/authorities/0/holder|8|is not a principal; write person:<id> or team:<id>",
                "[\"*\"]|[]|/authorities/0/actions|8|names no action type; write [\"*\"] for all",
                "person:tom\", start|person:maria\", start|/delegations/0/to|10|nobody stands in for themselves",
                "person:tom\", start|team:bookings\", start|/delegations/0/to|10|must be a person",
                "end: 2027-01-02|end: 2026-01-02|/delegations/0/end|10|is before the start",
                "end: 2027-01-02|end: 99999-01-02|/delegations/0/end|10|is not a date; write 2026-12-24",
                "end: 2027-01-02|end: 9999-01-02|/delegations/0/end|10|is no day of this age",
                "[de, en]|[de, klingon]|/people/2/languages/1|4|\"klingon\" is no language tag; write for example es or pt-BR",
                "[de, en]|[de, tlh]|/people/2/languages/1|4|\"tlh\" is no language tag; write for example es or pt-BR",
                "name: Tom Keller|name: Tom, slack: \"@tom\"|/people/2/slack|4|is no member id of Slack; write for example U024BE7LH",
                "<= 500.0\"|<= 500.0\", until: tomorrow|/authorities/0/until|8|is not a date; write 2026-12-24",
                "lead: grace|group: \" \", lead: grace|/teams/0/group|6|is empty",
                "end: 2027-01-02|end: soon|/delegations/0/end|10|is not a date; write 2026-12-24",
                "name: Tom Keller|nme: Tom Keller|/people/2/name|4|is missing",
                "lead: grace|head: grace|/teams/0/head|6|is not known here; known are id, name, lead, members, group"
            })
    void anErrorIsNamedByPlaceAndLine(String right, String wrong, String pointer, int line, String sentence) {
        assertThat(WHOLE).contains(right);
        var reading = DirectoryText.read(WHOLE.replace(right, wrong), false);

        assertThat(reading.value()).isNull();
        assertThat(reading.errors()).contains(new DirectoryError(pointer, line, sentence));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // each begins before the other ends
                "tom>maria 2026-12-30 2027-01-05|true",
                "tom>grace 2026-12-30 2027-01-05, grace>maria 2026-12-31 2026-12-31|true",
                // the one is back on the day on which the other leaves
                "tom>maria 2027-01-03 2027-01-05|false",
                // no two of them at once
                "tom>grace 2026-12-20 2026-12-24, grace>maria 2026-12-25 2027-01-02|false"
            })
    void peopleWhoStandInForEachOtherAtOnceAreRefused(String others, boolean circle) {
        StringBuilder yaml = new StringBuilder(WHOLE);
        for (String other : others.split(", ")) {
            String[] words = other.split("[> ]");
            yaml.append(
                    "  - { from: \"person:%s\", to: \"person:%s\", start: %s, end: %s }%n".formatted((Object[]) words));
        }

        var errors = DirectoryText.read(yaml.toString(), false).errors();

        assertThat(errors).hasSize(circle ? 1 : 0).allSatisfy(error -> {
            assertThat(error.pointer()).isEqualTo("/delegations/" + others.split(",").length + "/to");
            assertThat(error.sentence()).contains("go in a circle");
        });
    }

    @Test
    void aLimitThatIsNoExpressionIsRefusedWithItsPlace() {
        var reading = DirectoryText.read(WHOLE.replace("<= 500.0", "<="), false);

        assertThat(reading.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo("/authorities/0/upTo");
            assertThat(error.line()).isEqualTo(8);
            assertThat(error.sentence()).startsWith("line 1, column");
        });
    }

    @Test
    void anErrorInLine400IsFoundThere() {
        StringBuilder yaml = new StringBuilder("people:\n");
        for (int i = 2; i < 400; i++) {
            yaml.append("  - { id: p").append(i).append(", name: Somebody }\n");
        }
        yaml.append("  - { id: last, name: Somebody, manager: nobody }\n");

        assertThat(DirectoryText.read(yaml.toString(), false).errors())
                .containsExactly(new DirectoryError("/people/398/manager", 400, "there is no person \"nobody\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "people: [ {|false",
                "{\"people\": [}|true",
                "a: &x [1]\\nb: *x|false",
                "people: []\\npeople: []|false",
                "people: []\\n---\\npeople: []|false"
            })
    void whatIsNotWellFormedIsRefusedWithALine(String text, boolean json) {
        var reading = DirectoryText.read(text.replace("\\n", "\n"), json);

        assertThat(reading.value()).isNull();
        assertThat(reading.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.line()).isPositive());
    }

    @Test
    void anEmptyTextIsNoDirectory() {
        assertThat(DirectoryText.read("", false).errors()).containsExactly(new DirectoryError("", 1, "is empty"));
    }
}
