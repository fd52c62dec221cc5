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
 * @param group a group of the sign-in; whoever signs in with it is a member as well
 */
public record Team(
        String id,
        String name,
        @Nullable String lead,
        List<String> members,
        @Nullable String group) {

    public Team {
        members = members == null ? List.of() : List.copyOf(members);
    }

    /** With these as its members. */
    Team with(List<String> otherMembers) {
        return new Team(id, name, lead, otherMembers, group);
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
