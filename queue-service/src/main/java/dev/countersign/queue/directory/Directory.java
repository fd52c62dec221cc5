package dev.countersign.queue.directory;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Action;
import dev.countersign.expressions.Compiled;
import dev.countersign.expressions.EvaluationException;
import dev.countersign.expressions.ExpressionException;
import dev.countersign.expressions.Expressions;
import dev.countersign.expressions.Scope;
import dev.countersign.expressions.Type;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    private final Map<Principal, List<Authority>> authorities;
    private final Map<String, Compiled> limits;

    /** A document that {@link DirectoryChecks} found nothing wrong with. */
    public Directory(long version, DirectoryDocument document) {
        this.version = version;
        this.document = document;
        people = document.people().stream().collect(toUnmodifiableMap(Person::id, Function.identity()));
        bySubject = document.people().stream()
                .filter(person -> person.subject() != null)
                .collect(toUnmodifiableMap(Directory::subjectOf, Function.identity()));
        teams = document.teams().stream().collect(toUnmodifiableMap(Team::id, Function.identity()));
        teamsOf = teamsByPerson(document.teams());
        delegationsFrom = document.delegations().stream().collect(groupingBy(Delegation::from));
        authorities = document.authorities().stream().collect(groupingBy(Authority::holder));
        limits = compile(document.authorities());
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

    private static Map<String, Compiled> compile(List<Authority> authorities) {
        Map<String, Compiled> compiled = new HashMap<>();
        for (Authority authority : authorities) {
            String upTo = authority.upTo();
            if (upTo != null) {
                compiled.put(upTo, compile(upTo));
            }
        }
        return Map.copyOf(compiled);
    }

    private static Compiled compile(String upTo) {
        try {
            return Expressions.compile(upTo, Type.BOOLEAN);
        } catch (ExpressionException e) {
            throw new IllegalArgumentException("a checked directory has limits that compile", e);
        }
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
        return new Period(
                delegation.start().atStartOfDay(zone).toInstant(),
                delegation.end().plusDays(1).atStartOfDay(zone).toInstant());
    }

    /**
     * Whether a person's authority suffices for an action. Without any authority that speaks about it, it does; with some, one of
     * them must hold, and one that cannot be evaluated does not hold.
     */
    public boolean suffices(String person, String process, Action action) {
        List<Authority> covering = authoritiesOf(person)
                .filter(authority -> authority.covers(process, action.type()))
                .toList();
        return covering.isEmpty() || covering.stream().anyMatch(authority -> holds(authority, action));
    }

    private Stream<Authority> authoritiesOf(String person) {
        var own = authorities.getOrDefault(Principal.person(person), List.of()).stream();
        var shared = teamsOf(person).stream()
                .flatMap(team -> authorities.getOrDefault(Principal.team(team.id()), List.of()).stream());
        return Stream.concat(own, shared);
    }

    private boolean holds(Authority authority, Action action) {
        Compiled limit = authority.upTo() == null ? null : limits.get(authority.upTo());
        if (limit == null) {
            return authority.upTo() == null;
        }
        try {
            return limit.evaluate(Scope.of(action, null, List.of(), null)).asBoolean();
        } catch (EvaluationException e) {
            return false;
        }
    }
}
