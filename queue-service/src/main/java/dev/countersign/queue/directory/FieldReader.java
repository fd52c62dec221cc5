package dev.countersign.queue.directory;

import dev.countersign.contracts.Principal;
import dev.countersign.queue.directory.Located.Fields;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads fields out of what was written, and collects every error. */
abstract class FieldReader {

    /** What the database and every reader of RFC 3339 can hold, with room on either side. */
    private static final int FIRST_YEAR = 1900;

    private static final int LAST_YEAR = 9000;

    private final List<DirectoryError> errors = new ArrayList<>();

    final List<DirectoryError> errors() {
        return List.copyOf(errors);
    }

    final <T> List<T> each(Fields fields, String name, Function<Located, Optional<T>> read) {
        return items(fields, name).stream().map(read).flatMap(Optional::stream).toList();
    }

    final List<Located> items(Fields fields, String name) {
        return switch (fields.entries().get(name)) {
            case null -> List.of();
            case Located.Items items -> items.items();
            case Located.Scalar scalar when scalar.text() == null -> List.of();
            case Located other -> {
                error(other, "must be a list");
                yield List.of();
            }
        };
    }

    final List<String> texts(Fields fields, String name) {
        return items(fields, name).stream()
                .map(item -> item instanceof Located.Scalar scalar ? scalar.text() : missing(item))
                .filter(Objects::nonNull)
                .toList();
    }

    final @Nullable String missing(Located item) {
        error(item, "must be a text");
        return null;
    }

    final String required(Fields fields, String name) {
        String text = optional(fields, name);
        if (text == null || text.isBlank()) {
            error(fields.at(name), "is missing");
            return "";
        }
        return text;
    }

    final @Nullable String optional(Fields fields, String name) {
        return switch (fields.entries().get(name)) {
            case null -> null;
            case Located.Scalar scalar -> scalar.text();
            case Located other -> missing(other);
        };
    }

    final Optional<Principal> principal(Fields fields, String name) {
        String text = required(fields, name);
        Optional<Principal> principal = Principal.tryParse(text);
        if (principal.isEmpty() && !text.isEmpty()) {
            error(fields.at(name), "is not a principal; write person:<id> or team:<id>");
        }
        return principal;
    }

    final Optional<String> personRef(Fields fields, String name) {
        return principal(fields, name).flatMap(principal -> {
            if (!principal.isPerson()) {
                error(fields.at(name), "must be a person");
                return Optional.empty();
            }
            return Optional.of(principal.id());
        });
    }

    final Optional<LocalDate> date(Fields fields, String name) {
        String text = required(fields, name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR) {
                return Optional.of(date);
            }
            error(fields.at(name), "is no day of this age");
        } catch (DateTimeParseException e) {
            error(fields.at(name), "is not a date; write 2026-12-24");
        }
        return Optional.empty();
    }

    final Optional<Fields> fields(Located node, String... known) {
        if (!(node instanceof Fields fields)) {
            error(node, "must be an object");
            return Optional.empty();
        }
        fields.entries().forEach((name, value) -> {
            if (!List.of(known).contains(name)) {
                error(value, "is not known here; known are " + String.join(", ", known));
            }
        });
        return Optional.of(fields);
    }

    final void error(Located where, String sentence) {
        errors.add(new DirectoryError(where.pointer(), where.line(), sentence));
    }
}
