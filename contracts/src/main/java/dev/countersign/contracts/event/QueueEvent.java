package dev.countersign.contracts.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.countersign.contracts.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What queue-service says on {@link Topic#REVIEWS} that is not about one review: about queues, and about the directory. */
public sealed interface QueueEvent extends Event {

    @Override
    default String key() {
        return process();
    }

    /**
     * Reviews wait, and nobody of those who own them has been seen for a while. Said once when it begins, and again now and then as
     * long as it lasts.
     *
     * @param owner whose queue it is
     * @param ownerName what the owner is called
     * @param open how many reviews wait in it
     * @param waitingSince since when the oldest of them does
     * @param lastSeen when one of the owners was last seen; absent where none ever was
     * @param accountable who is accountable for the process
     * @param contacts the people to tell: whoever is accountable, or who stands in
     */
    record QueueUnwatched(
            String process,
            Principal owner,
            String ownerName,
            long open,
            Instant waitingSince,
            @Nullable Instant lastSeen,
            Principal accountable,
            List<Contact> contacts,
            Instant at)
            implements QueueEvent {
        public QueueUnwatched {
            Objects.requireNonNull(process, "process");
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(ownerName, "ownerName");
            Objects.requireNonNull(waitingSince, "waitingSince");
            Objects.requireNonNull(accountable, "accountable");
            contacts = contacts == null ? List.of() : List.copyOf(contacts);
            Objects.requireNonNull(at, "at");
        }
    }

    /** A list of the directory. */
    enum Entry {
        @JsonProperty("person")
        PERSON,
        @JsonProperty("team")
        TEAM,
        @JsonProperty("authority")
        AUTHORITY,
        @JsonProperty("delegation")
        DELEGATION
    }

    /** What became of an entry. */
    enum Change {
        @JsonProperty("added")
        ADDED,
        @JsonProperty("changed")
        CHANGED,
        @JsonProperty("removed")
        REMOVED
    }

    /** One entry of the directory, by its id, and what became of it. What it says is not repeated: it is about people. */
    record Changed(Entry entry, String id, Change change) {
        public Changed {
            Objects.requireNonNull(entry, "entry");
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(change, "change");
        }
    }

    /**
     * The directory has changed, and with it perhaps who may decide.
     *
     * @param process {@code *}: it concerns every process
     * @param version of the directory from now on
     * @param by who changed it; for a membership by group, who signed in
     * @param changes the entries, the first thousand of them
     * @param total how many entries
     */
    record DirectoryChanged(String process, long version, String by, List<Changed> changes, int total, Instant at)
            implements QueueEvent {
        public DirectoryChanged {
            Objects.requireNonNull(process, "process");
            Objects.requireNonNull(by, "by");
            changes = changes == null ? List.of() : List.copyOf(changes);
            Objects.requireNonNull(at, "at");
        }
    }
}
