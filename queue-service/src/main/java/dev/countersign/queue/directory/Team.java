package dev.countersign.queue.directory;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * People who own reviews together.
 *
 * @param lead id of a person, who may decide as the members may
 * @param members ids of people
 */
public record Team(String id, String name, @Nullable String lead, List<String> members) {

    public Team {
        members = members == null ? List.of() : List.copyOf(members);
    }

    /** The members and who leads them, each once. */
    public Set<String> people() {
        Set<String> people = new LinkedHashSet<>(members);
        if (lead != null) {
            people.add(lead);
        }
        return people;
    }
}
