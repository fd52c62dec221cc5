package dev.countersign.queue.routing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Case;
import dev.countersign.queue.directory.Delegation;
import dev.countersign.queue.directory.Directory;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** How people, teams, days and what somebody is to a case are called in a sentence. */
final class Words {

    /** Longest piece of a text from outside that is repeated. */
    private static final int QUOTED = 60;

    /** From here on, a weekday and a month leave open which year is meant. */
    private static final int DAYS_WITHOUT_A_YEAR = 300;

    private static final DateTimeFormatter NEAR = DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter FAR = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.ENGLISH);

    private Words() {}

    static String name(Directory directory, Principal principal) {
        String name = directory.nameOf(principal);
        return principal.isPerson() ? name : "team " + name;
    }

    /** {@code Ana Ferrer is away until Friday 27 November}; the day is the last one away. */
    static String away(String name, Delegation delegation) {
        boolean near = ChronoUnit.DAYS.between(delegation.start(), delegation.end()) < DAYS_WITHOUT_A_YEAR;
        return name + " is away until " + (near ? NEAR : FAR).format(delegation.end());
    }

    static String day(LocalDate day) {
        return FAR.format(day);
    }

    /**
     * What somebody is to the case, where the policy asks for them by one of its attributes: {@code account owner of Hotel Miramar},
     * for the attribute {@code accountOwner} of a case about {@code customer/Hotel Miramar}.
     */
    static Optional<String> as(String expression, Case content, Principal principal) {
        return content.attributes().entrySet().stream()
                .filter(attribute -> names(attribute.getValue(), principal.toString()))
                .map(Map.Entry::getKey)
                .filter(attribute -> mentions(expression, attribute))
                .sorted()
                .findFirst()
                .map(attribute -> plain(attribute) + of(content.subject()));
    }

    private static boolean names(JsonNode value, String principal) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false).anyMatch(one -> names(one, principal))
                : value.isTextual() && value.textValue().equals(principal);
    }

    private static boolean mentions(String expression, String attribute) {
        return Pattern.compile("(?<!\\w)" + Pattern.quote(attribute) + "(?!\\w)")
                .matcher(expression)
                .find();
    }

    /** {@code accountOwner} and {@code account_owner} are both an account owner. */
    private static String plain(String attribute) {
        return shown(attribute
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ")
                .replaceAll("[_.-]+", " ")
                .toLowerCase(Locale.ROOT));
    }

    private static String of(@Nullable String subject) {
        String last = subject == null ? "" : shown(subject.substring(subject.lastIndexOf('/') + 1));
        return last.isEmpty() ? "" : " of " + last;
    }

    /** A text from outside, on one line, without anything that cannot be seen or turns the line around, and not too long. */
    static String shown(String text) {
        String line = text.replaceAll("\\p{C}", "").replaceAll("\\s+", " ").strip();
        return line.length() <= QUOTED ? line : line.substring(0, QUOTED) + "…";
    }
}
