package dev.countersign.queue.review;

import dev.countersign.contracts.Principal;
import dev.countersign.queue.directory.Directory;

/** Somebody, by id and by the name to show. */
record NamedView(String id, String name) {

    static NamedView person(Directory directory, String id) {
        return new NamedView(
                id, Principal.tryParse("person:" + id).map(directory::nameOf).orElse(id));
    }

    static NamedView of(Directory directory, Principal principal) {
        return new NamedView(principal.id(), directory.nameOf(principal));
    }
}
