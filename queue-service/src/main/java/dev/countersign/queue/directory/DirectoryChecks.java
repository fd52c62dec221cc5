package dev.countersign.queue.directory;

import static java.util.stream.Collectors.groupingBy;

import dev.countersign.contracts.Principal;
import dev.countersign.expressions.ExpressionException;
import dev.countersign.expressions.Expressions;
import dev.countersign.expressions.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a well-formed directory must hold before it may be used: every reference leads somewhere, and nothing goes in circles. */
final class DirectoryChecks {

    /** One thing wrong, at a JSON Pointer into the document. */
    record Finding(String pointer, String sentence) {}

    private static final Pattern SLACK = Pattern.compile("[UW][A-Z0-9]{2,31}");
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

    private final DirectoryDocument document;
    private final Map<String, Person> people = new HashMap<>();
    private final Set<String> teams = new HashSet<>();
    private final Map<String, List<Delegation>> delegationsFrom;
    private final List<Finding> findings = new ArrayList<>();

    private DirectoryChecks(DirectoryDocument document) {
        this.document = document;
        document.people().forEach(person -> people.putIfAbsent(person.id(), person));
        document.teams().forEach(team -> teams.add(team.id()));
        delegationsFrom = document.delegations().stream().collect(groupingBy(Delegation::from));
    }

    /** Everything that is wrong; empty where the document may be used. */
    static List<Finding> check(DirectoryDocument document) {
        DirectoryChecks checks = new DirectoryChecks(document);
        checks.unique("/people", document.people(), Person::id);
        checks.unique("/teams", document.teams(), Team::id);
        checks.unique("/authorities", document.authorities(), Authority::id);
        checks.unique("/delegations", document.delegations(), Delegation::id);
        checks.each("/people", document.people(), checks::person);
        checks.each("/teams", document.teams(), checks::team);
        checks.each("/authorities", document.authorities(), checks::authority);
        checks.each("/delegations", document.delegations(), checks::delegation);
        checks.subjects();
        return List.copyOf(checks.findings);
    }

    private interface Check<T> {
        void check(String pointer, T entry);
    }

    private <T> void each(String list, List<T> entries, Check<T> check) {
        for (int i = 0; i < entries.size(); i++) {
            check.check(list + "/" + i, entries.get(i));
        }
    }

    private <T> void unique(String list, List<T> entries, Function<T, String> id) {
        Set<String> seen = new HashSet<>();
        each(list, entries, (pointer, entry) -> {
            if (!seen.add(id.apply(entry))) {
                find(pointer + "/id", "\"" + id.apply(entry) + "\" is there twice");
            }
        });
    }

    private void person(String pointer, Person person) {
        knownPerson(pointer + "/manager", person.manager());
        if (person.id().equals(person.manager())) {
            find(pointer + "/manager", "nobody is their own manager");
        } else if (managedInCircles(person)) {
            find(pointer + "/manager", "the managers above \"" + person.id() + "\" go in a circle");
        }
        String zone = person.zone();
        if (zone != null && !isZone(zone)) {
            find(pointer + "/zone", "\"" + zone + "\" is no time zone; write for example Europe/Madrid");
        }
        String email = person.email();
        if (email != null && (email.indexOf('@') < 1 || email.chars().anyMatch(Character::isWhitespace))) {
            find(pointer + "/email", "is no e-mail address");
        }
        String slack = person.slack();
        if (slack != null && !SLACK.matcher(slack).matches()) {
            find(pointer + "/slack", "is no member id of Slack; write for example U024BE7LH");
        }
        each(pointer + "/languages", person.languages(), (at, language) -> {
            if (!isLanguage(language)) {
                find(at, "\"" + language + "\" is no language tag; write for example es or pt-BR");
            }
        });
    }

    private static boolean isZone(String zone) {
        try {
            return ZoneId.of(zone) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** A well-formed tag whose language is one that ISO 639 knows. */
    private static boolean isLanguage(String tag) {
        try {
            return LANGUAGES.contains(
                    new Locale.Builder().setLanguageTag(tag).build().getLanguage());
        } catch (IllformedLocaleException e) {
            return false;
        }
    }

    private boolean managedInCircles(Person person) {
        Set<String> seen = new HashSet<>(Set.of(person.id()));
        Person above = managerOf(person);
        while (above != null) {
            if (above.id().equals(person.id())) {
                return true;
            }
            if (!seen.add(above.id())) {
                return false;
            }
            above = managerOf(above);
        }
        return false;
    }

    private @Nullable Person managerOf(Person person) {
        return person.manager() == null ? null : people.get(person.manager());
    }

    private void team(String pointer, Team team) {
        if (team.group() != null && team.group().isBlank()) {
            find(pointer + "/group", "is empty");
        }
        knownPerson(pointer + "/lead", team.lead());
        Set<String> seen = new HashSet<>();
        each(pointer + "/members", team.members(), (at, member) -> {
            knownPerson(at, member);
            if (!seen.add(member)) {
                find(at, "\"" + member + "\" is a member twice");
            }
        });
    }

    private void authority(String pointer, Authority authority) {
        Principal holder = authority.holder();
        if (holder.isPerson()) {
            knownPerson(pointer + "/holder", holder.id());
        } else if (!teams.contains(holder.id())) {
            find(pointer + "/holder", "there is no team \"" + holder.id() + "\"");
        }
        String upTo = authority.upTo();
        if (upTo != null) {
            limit(pointer + "/upTo", upTo);
        }
    }

    private void limit(String pointer, String upTo) {
        try {
            Expressions.compile(upTo, Type.BOOLEAN);
        } catch (ExpressionException e) {
            find(pointer, "line " + e.line() + ", column " + e.column() + ": " + e.getMessage());
        }
    }

    private void delegation(String pointer, Delegation delegation) {
        knownPerson(pointer + "/from", delegation.from());
        knownPerson(pointer + "/to", delegation.to());
        if (delegation.from().equals(delegation.to())) {
            find(pointer + "/to", "nobody stands in for themselves");
        }
        if (delegation.end().isBefore(delegation.start())) {
            find(pointer + "/end", "is before the start");
        } else if (!delegation.from().equals(delegation.to()) && comesBack(delegation)) {
            find(
                    pointer + "/to",
                    "those who stand in for \"" + delegation.from() + "\" go in a circle: from " + delegation.start()
                            + " on nobody of them would be there");
        }
    }

    /**
     * Whether, when it begins, who stands in for whom leads back to its beginning. Of a circle, the delegation that begins last closes
     * it, so that each circle is found once.
     */
    private boolean comesBack(Delegation closing) {
        Instant then = periodOf(closing).from();
        Set<String> away = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(closing.to()));
        while (!next.isEmpty()) {
            String person = next.pop();
            if (person.equals(closing.from())) {
                return true;
            }
            if (away.add(person)) {
                delegationsFrom.getOrDefault(person, List.of()).stream()
                        .filter(delegation -> periodOf(delegation).contains(then))
                        .forEach(delegation -> next.push(delegation.to()));
            }
        }
        return false;
    }

    private Period periodOf(Delegation delegation) {
        Person away = people.get(delegation.from());
        String zone = away == null ? null : away.zone();
        return Period.of(delegation, zone != null && isZone(zone) ? ZoneId.of(zone) : ZoneOffset.UTC);
    }

    private void subjects() {
        Set<String> seen = new HashSet<>();
        each("/people", document.people(), (pointer, person) -> {
            String subject = person.subject();
            if (subject != null && !seen.add(subject)) {
                find(pointer + "/subject", "belongs to somebody else already");
            }
        });
    }

    private void knownPerson(String pointer, @Nullable String id) {
        if (id != null && !people.containsKey(id)) {
            find(pointer, "there is no person \"" + id + "\"");
        }
    }

    private void find(String pointer, String sentence) {
        findings.add(new Finding(pointer, sentence));
    }
}
