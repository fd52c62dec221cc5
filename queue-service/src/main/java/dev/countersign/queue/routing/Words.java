package dev.countersign.queue.routing;

import dev.countersign.contracts.Principal;
import dev.countersign.queue.directory.Directory;

/** How people and teams are called in a sentence. */
final class Words {

    private Words() {}

    static String name(Directory directory, Principal principal) {
        String name = directory.nameOf(principal);
        return principal.isPerson() ? name : "team " + name;
    }
}
