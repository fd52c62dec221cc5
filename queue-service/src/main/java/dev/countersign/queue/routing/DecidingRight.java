package dev.countersign.queue.routing;

import dev.countersign.contracts.Principal;
import dev.countersign.queue.directory.Delegation;
import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.directory.Period;
import dev.countersign.queue.directory.Person;
import dev.countersign.queue.directory.Team;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may decide a review: the owner, the owning team and its lead, whom the policy escalates to, who owned it before it was
 * escalated, whoever is accountable, the managers above the owner; and who stands in for one of the named ones while they are
 * away. An authority that speaks about the action limits each of them. Whoever may not decide a review may not see it either.
 */
public final class DecidingRight {

    private final Directory directory;
    private final Matter matter;
    private final List<Standing> found = new ArrayList<>();

    private DecidingRight(Directory directory, Matter matter) {
        this.directory = directory;
        this.matter = matter;
    }

    /** The person's right at an instant, or empty where there is none. */
    public static Optional<Standing> of(Directory directory, Matter matter, String person, Instant now) {
        return everybody(directory, matter).stream()
                .filter(standing ->
                        standing.person().equals(person) && standing.period().contains(now))
                .findFirst();
    }

    /** Everybody's rights; for one person at most one at any instant. */
    public static List<Standing> everybody(Directory directory, Matter matter) {
        return new DecidingRight(directory, matter).everybody();
    }

    private List<Standing> everybody() {
        owner();
        matter.escalatedFrom().forEach(from -> named(from, "Escalated from", "before it was escalated"));
        matter.escalatesTo().forEach(to -> named(to, "Can be escalated to", "it can be escalated to"));
        named(matter.accountable(), "Accountable for the process:", "accountable for the process");
        standIns(List.copyOf(found));
        managers();
        return Standings.disjoint(found.stream()
                .filter(standing -> isHere(standing.person()) && suffices(standing.person()))
                .toList());
    }

    private boolean isHere(String person) {
        return directory.person(person).isPresent() || matter.accountable().equals(Principal.person(person));
    }

    private boolean suffices(String person) {
        return directory.suffices(person, matter.process(), matter.action());
    }

    private void owner() {
        Principal owner = matter.owner();
        if (owner.isPerson()) {
            add(owner.id(), Reach.MINE, "You are the owner", "owner");
        } else {
            directory
                    .team(owner.id())
                    .ifPresent(team -> members(team, Reach.TEAM, "Your team: " + team.name(), "team " + team.name()));
        }
    }

    private void named(Principal principal, String because, String note) {
        if (principal.isPerson()) {
            add(principal.id(), Reach.OTHER, because + " you", note);
        } else {
            directory
                    .team(principal.id())
                    .ifPresent(team -> members(
                            team, Reach.OTHER, because + " your team " + team.name(), note + ", team " + team.name()));
        }
    }

    private void members(Team team, Reach reach, String because, String note) {
        team.members().forEach(member -> add(member, reach, because, note));
        String lead = team.lead();
        if (lead != null) {
            add(lead, reach, because, "leads " + note);
        }
    }

    private void managers() {
        Principal owner = matter.owner();
        if (owner.isPerson()) {
            above(owner.id());
        } else {
            directory.team(owner.id()).map(Team::lead).ifPresent(this::above);
        }
    }

    private void above(String person) {
        String name = directory.nameOf(Principal.person(person));
        for (Person manager : directory.managersOf(person)) {
            add(manager.id(), Reach.OTHER, "You are above " + name, "above " + name);
        }
    }

    private void standIns(List<Standing> named) {
        named.forEach(standing -> standIns(standing, standing.person(), new HashSet<>(Set.of(standing.person()))));
    }

    private void standIns(Standing original, String away, Set<String> path) {
        for (Delegation delegation : directory.delegationsFrom(away)) {
            Optional<Period> period = directory.periodOf(delegation).and(original.period());
            if (period.isPresent() && path.add(delegation.to())) {
                String name = directory.nameOf(Principal.person(delegation.from()));
                String until = name + " is away until " + delegation.end();
                Standing standing = new Standing(
                        delegation.to(),
                        original.reach(),
                        until + "; you stand in",
                        "stands in for " + name,
                        period.get());
                found.add(standing);
                standIns(standing, delegation.to(), path);
                path.remove(delegation.to());
            }
        }
    }

    private void add(String person, Reach reach, String because, String note) {
        found.add(new Standing(person, reach, because, note, Period.ALWAYS));
    }
}
