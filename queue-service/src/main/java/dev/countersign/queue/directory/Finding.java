package dev.countersign.queue.directory;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.countersign.contracts.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that an administrator should look at, in a directory that is without errors.
 *
 * @param principal whom it is about
 * @param entry id of the authority or delegation that it is about; absent where it is about none
 * @param detail a sentence
 */
public record Finding(
        Kind kind, Principal principal, @Nullable String entry, String detail) {

    private static final Duration SOON = Duration.ofDays(14);

    public enum Kind {
        /** A team that nothing is routed to, since nobody is in it. */
        EMPTY_TEAM,
        /** An authority that routes no longer. */
        LAPSED_AUTHORITY,
        /** An authority that will lapse within two weeks. */
        AUTHORITY_LAPSES_SOON,
        /** Somebody whom no message reaches. */
        NO_ADDRESS;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What there is to be looked at, the gravest first. */
    static List<Finding> of(Directory directory, Instant now) {
        List<Finding> findings = new ArrayList<>();
        directory.teams().stream()
                .filter(team -> team.members().isEmpty())
                .map(Finding::emptyTeam)
                .forEach(findings::add);
        directory.document().authorities().stream()
                .filter(authority -> authority.until() != null)
                .filter(authority -> directory.lapse(authority).isBefore(now.plus(SOON)))
                .map(authority -> lapse(directory, authority, now))
                .forEach(findings::add);
        directory.document().people().stream()
                .filter(person -> person.email() == null && person.slack() == null)
                .map(person -> new Finding(
                        Kind.NO_ADDRESS,
                        Principal.person(person.id()),
                        null,
                        person.name() + " has neither an e-mail address nor a Slack id: no message reaches them."))
                .forEach(findings::add);
        return List.copyOf(findings);
    }

    private static Finding emptyTeam(Team team) {
        String group = team.group() == null ? "" : ", and nobody has signed in with its group " + team.group();
        return new Finding(
                Kind.EMPTY_TEAM,
                Principal.team(team.id()),
                null,
                "Team " + team.name() + " has no members" + group + ": nothing is routed to it.");
    }

    private static Finding lapse(Directory directory, Authority authority, Instant now) {
        LocalDate until = authority.until();
        boolean lapsed = !directory.lapse(authority).isAfter(now);
        String whose =
                "The authority of " + directory.nameOf(authority.holder()) + " in process " + authority.process();
        return new Finding(
                lapsed ? Kind.LAPSED_AUTHORITY : Kind.AUTHORITY_LAPSES_SOON,
                authority.holder(),
                authority.id(),
                whose + (lapsed ? " ended on " : " ends on ") + until + (lapsed ? ": it routes no longer." : "."));
    }
}
