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

/** Makes a directory out of what was written. Collects every error, so that whoever wrote it mends them in one go. */
final class DirectoryReader {

    private final List<DirectoryError> errors = new ArrayList<>();

    /** What could be read, and what could not. */
    record Reading<T>(@Nullable T value, List<DirectoryError> errors) {}

    private DirectoryReader() {}

    static Reading<DirectoryDocument> document(Located root) {
        DirectoryReader reader = new DirectoryReader();
        return reader.finish(reader.fields(root, "people", "teams", "authorities", "delegations")
                .map(fields -> new DirectoryDocument(
                        reader.each(fields, "people", node -> reader.person(node, null)),
                        reader.each(fields, "teams", node -> reader.team(node, null)),
                        reader.each(fields, "authorities", node -> reader.authority(node, null)),
                        reader.each(fields, "delegations", node -> reader.delegation(node, null)))));
    }

    static Reading<Person> person(String id, Located root) {
        DirectoryReader reader = new DirectoryReader();
        return reader.finish(reader.person(root, id));
    }

    static Reading<Team> team(String id, Located root) {
        DirectoryReader reader = new DirectoryReader();
        return reader.finish(reader.team(root, id));
    }

    static Reading<Authority> authority(String id, Located root) {
        DirectoryReader reader = new DirectoryReader();
        return reader.finish(reader.authority(root, id));
    }

    static Reading<Delegation> delegation(String id, Located root) {
        DirectoryReader reader = new DirectoryReader();
        return reader.finish(reader.delegation(root, id));
    }

    private <T> Reading<T> finish(Optional<T> value) {
        return new Reading<>(errors.isEmpty() ? value.orElse(null) : null, List.copyOf(errors));
    }

    private Optional<Person> person(Located node, @Nullable String id) {
        return fields(node, "id", "name", "email", "slack", "manager", "zone", "languages", "subject")
                .map(fields -> new Person(
                        idOf(fields, id),
                        required(fields, "name"),
                        optional(fields, "email"),
                        optional(fields, "slack"),
                        optional(fields, "manager"),
                        optional(fields, "zone"),
                        texts(fields, "languages"),
                        optional(fields, "subject")));
    }

    private Optional<Team> team(Located node, @Nullable String id) {
        return fields(node, "id", "name", "lead", "members")
                .map(fields -> new Team(
                        idOf(fields, id),
                        required(fields, "name"),
                        optional(fields, "lead"),
                        texts(fields, "members")));
    }

    private Optional<Authority> authority(Located node, @Nullable String id) {
        return fields(node, "id", "holder", "process", "actions", "upTo").flatMap(fields -> {
            String process = required(fields, "process");
            List<String> actions = texts(fields, "actions");
            String upTo = optional(fields, "upTo");
            if (actions.isEmpty()) {
                error(fields.at("actions"), "names no action type; write [\"*\"] for all");
            }
            return principal(fields, "holder")
                    .map(holder -> new Authority(
                            nameOrDerived(fields, id, holder, process, actions, String.valueOf(upTo)),
                            holder,
                            process,
                            actions,
                            upTo));
        });
    }

    private Optional<Delegation> delegation(Located node, @Nullable String id) {
        return fields(node, "id", "from", "to", "start", "end").flatMap(fields -> {
            Optional<String> from = personRef(fields, "from");
            Optional<String> to = personRef(fields, "to");
            Optional<LocalDate> start = date(fields, "start");
            Optional<LocalDate> end = date(fields, "end");
            if (from.isEmpty() || to.isEmpty() || start.isEmpty() || end.isEmpty()) {
                return Optional.empty();
            }
            String name = nameOrDerived(fields, id, from.get(), to.get(), start.get(), end.get());
            return Optional.of(new Delegation(name, from.get(), to.get(), start.get(), end.get()));
        });
    }

    /** Where an entry need not be named, its name follows from what it says, so that loading the same file changes nothing. */
    private String nameOrDerived(Fields fields, @Nullable String id, Object... content) {
        if (id == null && fields.entries().get("id") == null) {
            return DerivedId.of(content);
        }
        return idOf(fields, id);
    }

    private String idOf(Fields fields, @Nullable String given) {
        if (given == null) {
            String id = required(fields, "id");
            return checkedId(fields, id);
        }
        String written = optional(fields, "id");
        if (written != null && !written.equals(given)) {
            error(fields.at("id"), "differs from the id in the address");
        }
        return checkedId(fields, given);
    }

    private String checkedId(Fields fields, String id) {
        if (!id.isEmpty() && Principal.tryParse("person:" + id).isEmpty()) {
            error(fields.at("id"), "is no id: up to 128 letters, digits, dots, underscores, hyphens and at signs");
        }
        return id;
    }

    private <T> List<T> each(Fields fields, String name, Function<Located, Optional<T>> read) {
        return items(fields, name).stream().map(read).flatMap(Optional::stream).toList();
    }

    private List<Located> items(Fields fields, String name) {
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

    private List<String> texts(Fields fields, String name) {
        return items(fields, name).stream()
                .map(item -> item instanceof Located.Scalar scalar ? scalar.text() : missing(item))
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable String missing(Located item) {
        error(item, "must be a text");
        return null;
    }

    private String required(Fields fields, String name) {
        String text = optional(fields, name);
        if (text == null || text.isBlank()) {
            error(fields.at(name), "is missing");
            return "";
        }
        return text;
    }

    private @Nullable String optional(Fields fields, String name) {
        return switch (fields.entries().get(name)) {
            case null -> null;
            case Located.Scalar scalar -> scalar.text();
            case Located other -> missing(other);
        };
    }

    private Optional<Principal> principal(Fields fields, String name) {
        String text = required(fields, name);
        Optional<Principal> principal = Principal.tryParse(text);
        if (principal.isEmpty() && !text.isEmpty()) {
            error(fields.at(name), "is not a principal; write person:<id> or team:<id>");
        }
        return principal;
    }

    private Optional<String> personRef(Fields fields, String name) {
        return principal(fields, name).flatMap(principal -> {
            if (!principal.isPerson()) {
                error(fields.at(name), "must be a person");
                return Optional.empty();
            }
            return Optional.of(principal.id());
        });
    }

    private Optional<LocalDate> date(Fields fields, String name) {
        String text = required(fields, name);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            error(fields.at(name), "is not a date; write 2026-12-24");
            return Optional.empty();
        }
    }

    private Optional<Fields> fields(Located node, String... known) {
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

    private void error(Located where, String sentence) {
        errors.add(new DirectoryError(where.pointer(), where.line(), sentence));
    }
}
