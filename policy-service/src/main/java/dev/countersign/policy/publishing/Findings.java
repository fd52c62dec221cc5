package dev.countersign.policy.publishing;

import dev.countersign.problems.Violation;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, each with its place as a JSON Pointer. */
final class Findings {

    /** More than anybody reads at once; a list of a hundred thousand mistakes is cut here. */
    private static final int MAX = 200;

    private final String pointer;
    private final List<Violation> all;

    private Findings(String pointer, List<Violation> all) {
        this.pointer = pointer;
        this.all = all;
    }

    static Findings ofDocument() {
        return new Findings("", new ArrayList<>());
    }

    Findings at(String... path) {
        StringBuilder deeper = new StringBuilder(pointer);
        for (String name : path) {
            deeper.append('/').append(name.replace("~", "~0").replace("/", "~1"));
        }
        return new Findings(deeper.toString(), all);
    }

    /** A place below this one that is known by its own JSON Pointer already. */
    Findings under(String deeper) {
        return new Findings(pointer + deeper, all);
    }

    void add(String sentence) {
        if (all.size() < MAX) {
            all.add(new Violation(pointer, sentence));
        }
    }

    List<Violation> all() {
        return List.copyOf(all);
    }
}
