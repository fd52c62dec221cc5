package dev.countersign.queue.preference;

import java.util.Set;

/** Which commands of the console may have another key, and which keys they may have. */
final class Keys {

    static final Set<String> COMMANDS = Set.of(
            "approve",
            "edit",
            "request-changes",
            "reject",
            "take-over",
            "reassign",
            "escalate",
            "claim",
            "undo",
            "next",
            "previous",
            "open",
            "filter",
            "tab",
            "exact",
            "trail",
            "help",
            "mine",
            "team");

    /** By the names of the DOM's KeyboardEvent. Escape leads back and Tab moves on, whatever anybody sets: there is always a way out. */
    private static final Set<String> NAMED = Set.of(
            "Enter",
            "Space",
            "ArrowUp",
            "ArrowDown",
            "ArrowLeft",
            "ArrowRight",
            "Home",
            "End",
            "PageUp",
            "PageDown",
            "F2",
            "F3",
            "F4",
            "F6",
            "F7",
            "F8",
            "F9",
            "F10");

    /** Digits open sources, and g begins a key of two. */
    private static final String TAKEN = "123456789g";

    private Keys() {}

    static boolean mayBeTaken(String key) {
        if (key == null || key.isEmpty()) {
            return false;
        }
        boolean single = key.codePointCount(0, key.length()) == 1;
        int first = key.codePointAt(0);
        boolean visible = !Character.isWhitespace(first)
                && !Character.isISOControl(first)
                && Character.getType(first) != Character.FORMAT
                && Character.getType(first) != Character.SURROGATE;
        return single ? visible && TAKEN.indexOf(first) < 0 : NAMED.contains(key);
    }
}
