package dev.countersign.queue.routing;

import dev.countersign.contracts.Principal;
import dev.countersign.queue.directory.Delegation;
import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.directory.Period;
import dev.countersign.queue.directory.Person;
import dev.countersign.queue.directory.Team;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may decide a review: the owner, the owning team and its lead, whom the policy escalates to, who owned it before it was
 * escalated, whoever is accountable, the managers above the owner; and who stands in for one of the named ones while they are
 * away. An authority that speaks about the action limits each of them, and them for whom they stand in. Whoever may not decide a
 * review may not see it either.
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
                .findFirst()
                .map(standing ->
                        standing.because(because(standing.because(), standing.reach(), person.equals(matter.asked()))));
    }

    /** Why, said to one of those who may decide it. The same is said to a whole team, but for who of it was asked first. */
    public static String because(String because, Reach reach, boolean asked) {
        return asked && reach == Reach.TEAM ? because + "; you are asked first" : because;
    }

    /** Everybody's rights; for one person at most one at any instant. */
    public static List<Standing> everybody(Directory directory, Matter matter) {
        return new DecidingRight(directory, matter).everybody();
    }

    /** The next instant at which the calendar gives or takes a right of the owner or the owning team, or empty where it never does. */
    public static Optional<Instant> nextChange(List<Standing> everybody, Instant now) {
        return everybody.stream()
                .filter(standing -> standing.reach() != Reach.OTHER)
                .flatMap(standing ->
                        Stream.of(standing.period().from(), standing.period().until()))
                .filter(change -> change.isAfter(now) && change.isBefore(Period.ALWAYS.until()))
                .min(Comparator.naturalOrder());
    }

    private List<Standing> everybody() {
        owner();
        matter.escalatedFrom().forEach(from -> named(from, "Escalated from", "before it was escalated"));
        matter.escalatesTo().forEach(to -> named(to, "Can be escalated to", "it can be escalated to"));
        named(matter.accountable(), "Accountable for the process:", "accountable for the process");
        List.copyOf(found).forEach(standing -> standIns(standing, new HashSet<>(Set.of(standing.person()))));
        managers();
        return Standings.disjoint(found);
    }

    /** Whoever owns it in the place of another has a right as long as they stand in, and no longer. */
    private void owner() {
        Principal held = matter.held();
        String as = matter.as();
        if (held.isPerson()) {
            add(held.id(), Reach.MINE, as == null ? "You are the owner" : "You: " + as, as == null ? "owner" : as);
        } else {
            directory
                    .team(held.id())
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
        for (String member : team.members()) {
            add(member, reach, because, note);
        }
        String lead = team.lead();
        if (lead != null) {
            add(lead, reach, because, "leads " + note);
        }
    }

    private void managers() {
        Principal held = matter.held();
        if (held.isPerson()) {
            above(held.id());
        } else {
            directory.team(held.id()).map(Team::lead).ifPresent(this::above);
        }
    }

    private void above(String person) {
        String name = directory.nameOf(Principal.person(person));
        for (Person manager : directory.managersOf(person)) {
            add(manager.id(), Reach.OTHER, "You are above " + name, "above " + name);
        }
    }

    /** Nobody passes on more than they have: who stands in may, while who is away may. */
    private void standIns(Standing original, Set<String> path) {
        for (Delegation delegation : directory.delegationsFrom(original.person())) {
            Optional<Period> period = directory.periodOf(delegation).and(original.period());
            if (period.isPresent() && path.add(delegation.to())) {
                add(standIn(original, delegation, period.get())).ifPresent(standing -> standIns(standing, path));
                path.remove(delegation.to());
            }
        }
    }

    private Standing standIn(Standing original, Delegation delegation, Period period) {
        String name = directory.nameOf(Principal.person(delegation.from()));
        String because = original.reach() == Reach.MINE && matter.as() != null
                ? "You, as " + matter.as() + ": " + Words.away(name, delegation) + " and you stand in"
                : Words.away(name, delegation) + "; you stand in";
        return new Standing(delegation.to(), original.reach(), because, "stands in for " + name, period);
    }

    private void add(String person, Reach reach, String because, String note) {
        add(new Standing(person, reach, because, note, Period.ALWAYS));
    }

    /** Adds a right for as long as the person's own authority suffices. */
    private Optional<Standing> add(Standing wanted) {
        Optional<Standing> standing = isHere(wanted.person())
                ? directory
                        .sufficesDuring(wanted.person(), matter.process(), matter.action())
                        .flatMap(wanted.period()::and)
                        .map(wanted::during)
                : Optional.empty();
        standing.ifPresent(found::add);
        return standing;
    }

    private boolean isHere(String person) {
        return directory.person(person).isPresent() || matter.accountable().equals(Principal.person(person));
    }
}
