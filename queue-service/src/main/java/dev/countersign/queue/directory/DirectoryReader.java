package dev.countersign.queue.directory;

import dev.countersign.contracts.Principal;
import dev.countersign.queue.directory.Located.Fields;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a directory out of what was written. Collects every error, so that whoever wrote it mends them in one go. */
final class DirectoryReader extends FieldReader {

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

    /** A delegation as the person who is away writes it: from themselves, whether they say so or not. */
    static Reading<Delegation> ownDelegation(String id, String person, Located root) {
        DirectoryReader reader = new DirectoryReader();
        return reader.finish(reader.own(root, person).flatMap(fields -> reader.delegation(fields, id)));
    }

    private Optional<Located> own(Located root, String person) {
        if (!(root instanceof Fields fields)) {
            return Optional.of(root);
        }
        String self = "person:" + person;
        String from = optional(fields, "from");
        if (from != null && !from.equals(self)) {
            error(fields.at("from"), "is somebody else; who is away says so themselves");
            return Optional.empty();
        }
        Map<String, Located> entries = new LinkedHashMap<>(fields.entries());
        entries.put("from", new Located.Scalar(Located.child(fields.pointer(), "from"), fields.line(), self));
        return Optional.of(new Fields(fields.pointer(), fields.line(), entries));
    }

    private <T> Reading<T> finish(Optional<T> value) {
        return new Reading<>(errors().isEmpty() ? value.orElse(null) : null, errors());
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
        return fields(node, "id", "name", "lead", "members", "group")
                .map(fields -> new Team(
                        idOf(fields, id),
                        required(fields, "name"),
                        optional(fields, "lead"),
                        texts(fields, "members"),
                        optional(fields, "group")));
    }

    private Optional<Authority> authority(Located node, @Nullable String id) {
        return fields(node, "id", "holder", "process", "actions", "upTo", "until")
                .flatMap(fields -> {
                    String process = required(fields, "process");
                    List<String> actions = texts(fields, "actions");
                    String upTo = optional(fields, "upTo");
                    LocalDate until = optional(fields, "until") == null
                            ? null
                            : date(fields, "until").orElse(null);
                    if (actions.isEmpty()) {
                        error(fields.at("actions"), "names no action type; write [\"*\"] for all");
                    }
                    return principal(fields, "holder")
                            .map(holder -> new Authority(
                                    until == null
                                            ? nameOrDerived(fields, id, holder, process, actions, String.valueOf(upTo))
                                            : nameOrDerived(
                                                    fields, id, holder, process, actions, String.valueOf(upTo), until),
                                    holder,
                                    process,
                                    actions,
                                    upTo,
                                    until));
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
}
