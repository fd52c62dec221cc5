package dev.countersign.queue.directory;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Action;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** One version of the directory, ready to be asked. Immutable. */
public final class Directory {

    private final long version;
    private final DirectoryDocument document;
    private final Map<String, Person> people;
    private final Map<String, Person> bySubject;
    private final Map<String, Team> teams;
    private final Map<String, List<Team>> teamsOf;
    private final Map<String, List<Delegation>> delegationsFrom;
    private final Authorities authorities;
    private final Map<String, Set<String>> groups;

    /** A document that {@link DirectoryChecks} found nothing wrong with. */
    public Directory(long version, DirectoryDocument document) {
        this(version, document, Map.of());
    }

    /**
     * A document that {@link DirectoryChecks} found nothing wrong with, and what is known from the sign-in.
     *
     * @param groups the groups that people last signed in with, by person
     */
    public Directory(long version, DirectoryDocument document, Map<String, Set<String>> groups) {
        this.version = version;
        this.document = document;
        this.groups = Map.copyOf(groups);
        people = document.people().stream().collect(toUnmodifiableMap(Person::id, Function.identity()));
        bySubject = document.people().stream()
                .filter(person -> person.subject() != null)
                .collect(toUnmodifiableMap(Directory::subjectOf, Function.identity()));
        List<Team> joined = document.teams().stream().map(this::joined).toList();
        teams = joined.stream().collect(toUnmodifiableMap(Team::id, Function.identity()));
        teamsOf = teamsByPerson(joined);
        delegationsFrom = document.delegations().stream().collect(groupingBy(Delegation::from));
        authorities = new Authorities(document.authorities());
    }

    /** The team with those who are in it by their group. */
    private Team joined(Team team) {
        String group = team.group();
        if (group == null) {
            return team;
        }
        Set<String> members = new LinkedHashSet<>(team.members());
        document.people().stream()
                .map(Person::id)
                .filter(person -> groupsOf(person).contains(group))
                .forEach(members::add);
        return team.with(List.copyOf(members));
    }

    private static String subjectOf(Person person) {
        String subject = person.subject();
        return subject == null ? person.id() : subject;
    }

    private static Map<String, List<Team>> teamsByPerson(List<Team> teams) {
        Map<String, List<Team>> byPerson = new HashMap<>();
        for (Team team : teams) {
            for (String person : team.people()) {
                byPerson.computeIfAbsent(person, id -> new ArrayList<>()).add(team);
            }
        }
        return byPerson;
    }

    /** Grows with every change. */
    public long version() {
        return version;
    }

    public DirectoryDocument document() {
        return document;
    }

    public Optional<Person> person(String id) {
        return Optional.ofNullable(people.get(id));
    }

    /** The person who signs in with this subject. */
    public Optional<Person> bySubject(String subject) {
        return Optional.ofNullable(bySubject.get(subject));
    }

    public Optional<Team> team(String id) {
        return Optional.ofNullable(teams.get(id));
    }

    public boolean knows(Principal principal) {
        return principal.isPerson() ? people.containsKey(principal.id()) : teams.containsKey(principal.id());
    }

    /** The name to show, or the id of somebody whom the directory does not know. */
    public String nameOf(Principal principal) {
        return principal.isPerson()
                ? person(principal.id()).map(Person::name).orElse(principal.id())
                : team(principal.id()).map(Team::name).orElse(principal.id());
    }

    /** Every team, with its members by group. */
    public List<Team> teams() {
        return document.teams().stream()
                .map(team -> teams.getOrDefault(team.id(), team))
                .toList();
    }

    /** The groups that a person last signed in with, of those that a team names. */
    public Set<String> groupsOf(String person) {
        return groups.getOrDefault(person, Set.of());
    }

    /** The groups that teams name. */
    public Set<String> teamGroups() {
        return document.teams().stream()
                .map(Team::group)
                .filter(Objects::nonNull)
                .collect(toUnmodifiableSet());
    }

    /** The teams that the person is in, or leads. */
    public List<Team> teamsOf(String person) {
        return List.copyOf(teamsOf.getOrDefault(person, List.of()));
    }

    /** The people above somebody, the nearest first. */
    public List<Person> managersOf(String id) {
        List<Person> chain = new ArrayList<>();
        Set<String> seen = new HashSet<>(Set.of(id));
        Optional<Person> above = managerAbove(id);
        while (above.isPresent() && seen.add(above.get().id())) {
            chain.add(above.get());
            above = managerAbove(above.get().id());
        }
        return List.copyOf(chain);
    }

    private Optional<Person> managerAbove(String id) {
        return person(id)
                .flatMap(person -> Optional.ofNullable(person.manager()))
                .flatMap(this::person);
    }

    /** The delegation under which the person is away at an instant; of several, the one that ends last. */
    public Optional<Delegation> awayAt(String person, Instant now) {
        return delegationsFrom.getOrDefault(person, List.of()).stream()
                .filter(delegation -> periodOf(delegation).contains(now))
                .max((a, b) -> a.end().compareTo(b.end()));
    }

    /** Who stands in for the person, now or at some other time. */
    public List<Delegation> delegationsFrom(String person) {
        return delegationsFrom.getOrDefault(person, List.of());
    }

    /** From the beginning of the first day to the end of the last, where the person who is away lives. */
    public Period periodOf(Delegation delegation) {
        ZoneId zone = person(delegation.from()).map(Person::zoneId).orElse(ZoneOffset.UTC);
        return Period.of(delegation, zone);
    }

    /** Whether a person's authority suffices for an action at an instant; see {@link #sufficesDuring}. */
    public boolean suffices(String person, String process, Action action, Instant now) {
        return sufficesDuring(person, process, action)
                .filter(period -> period.contains(now))
                .isPresent();
    }

    /**
     * For how long a person's authority suffices for an action. Without any authority that speaks about it, always; with some, as long
     * as one of them holds. One that cannot be evaluated does not hold, and one that has lapsed does not either: somebody whose only
     * authority has lapsed is not without limit, but without authority.
     */
    public Optional<Period> sufficesDuring(String person, String process, Action action) {
        List<Authority> covering = covering(person, process, action);
        if (covering.isEmpty()) {
            return Optional.of(Period.ALWAYS);
        }
        return covering.stream()
                .filter(authority -> authorities.holds(authority, action))
                .map(this::lapse)
                .max(Comparator.naturalOrder())
                .map(lapse -> new Period(Period.ALWAYS.from(), lapse));
    }

    /** The last day of an authority that would suffice if it had not lapsed; empty where none lapsed, or another one holds. */
    public Optional<LocalDate> lapsedOn(String person, String process, Action action, Instant now) {
        if (suffices(person, process, action, now)) {
            return Optional.empty();
        }
        return covering(person, process, action).stream()
                .filter(authority -> authorities.holds(authority, action))
                .map(Authority::until)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
    }

    /** What speaks about an action of the person's own, and of the teams that they are in or lead. */
    private List<Authority> covering(String person, String process, Action action) {
        Stream<Principal> holders = Stream.concat(
                Stream.of(Principal.person(person)), teamsOf(person).stream().map(team -> Principal.team(team.id())));
        return holders.flatMap(holder -> authorities.covering(holder, process, action).stream())
                .toList();
    }

    /** The first instant at which an authority holds no more. */
    public Instant lapse(Authority authority) {
        LocalDate until = authority.until();
        return until == null
                ? Period.ALWAYS.until()
                : until.plusDays(1).atStartOfDay(zoneOf(authority.holder())).toInstant();
    }

    private ZoneId zoneOf(Principal holder) {
        return holder.isPerson() ? person(holder.id()).map(Person::zoneId).orElse(ZoneOffset.UTC) : ZoneOffset.UTC;
    }
}
