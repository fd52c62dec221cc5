package dev.countersign.queue.directory;

import dev.countersign.contracts.Principal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much somebody may decide.
 *
 * @param holder a person, or a team for all of its members
 * @param process a process, or {@code *}
 * @param actions action types, or {@code *}
 * @param upTo CEL over {@code action} that yields whether the action is within the authority; absent: without limit
 * @param until the last day on which it holds, where the holder lives (for a team, in UTC); absent: until it is taken away. A lapsed
 *     one still speaks about its actions and allows none of them: whoever had only that one may decide them no more
 */
public record Authority(
        String id,
        Principal holder,
        String process,
        List<String> actions,
        @Nullable String upTo,
        @Nullable LocalDate until) {

    private static final String ANY = "*";

    public Authority {
        actions = actions == null ? List.of() : List.copyOf(actions);
    }

    /** Whether it speaks about this type of action in this process. */
    boolean covers(String ofProcess, String actionType) {
        return (process.equals(ANY) || process.equals(ofProcess))
                && (actions.contains(ANY) || actions.contains(actionType));
    }
}
