package dev.countersign.queue.review;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.policy.OnExpiry;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be asked of a review, by a person or by the world around it. People are named by id. */
public sealed interface Command {

    /** What a person asks for. It is done or refused. */
    sealed interface ByPerson extends Command {
        String by();
    }

    /** What happened elsewhere. It is taken in, or it comes too late and changes nothing. */
    sealed interface FromOutside extends Command {}

    /** I am on it. Asked again, the claim is renewed. */
    record Take(String by, Instant until) implements ByPerson {}

    /** I am not on it any more. */
    record PutBack(String by) implements ByPerson {}

    /**
     * Approves exactly one payload.
     *
     * @param digest of that payload
     * @param needed how many people must approve that payload
     * @param agentActsForThem whether it is their own agent that proposed it
     * @param lapsed who approved it before and may not any more
     */
    record Approve(
            String by,
            String digest,
            int needed,
            boolean agentActsForThem,
            Set<String> lapsed,
            @Nullable String reason) implements ByPerson {
        public Approve {
            lapsed = Set.copyOf(lapsed);
        }
    }

    record Reject(String by, String reason) implements ByPerson {}

    record RequestChanges(String by, String reason) implements ByPerson {}

    /** A person handles the case; the agent stops. */
    record TakeOver(String by, @Nullable String reason) implements ByPerson {}

    /** To somebody else with the authority. */
    record Reassign(String by, Principal to, String reason) implements ByPerson {}

    /**
     * To the next one above who has the authority.
     *
     * @param to absent where nobody is above who has not had it
     */
    record HandUp(String by, @Nullable Principal to, String reason) implements ByPerson {}

    /** The clock of a cycle runs. */
    record StartClock(int cycle, Instant pickUpBy, Instant decideBy) implements FromOutside {}

    /** A step of the clock moves it on. */
    record Escalate(int cycle, Principal to) implements FromOutside {}

    /**
     * Nobody decided in time.
     *
     * @param up whom it goes to where the policy escalates; absent where nobody is above
     */
    record Expire(int cycle, OnExpiry onExpiry, @Nullable Principal up) implements FromOutside {}

    /** The agent no longer wants it. */
    record Withdraw(@Nullable String reason) implements FromOutside {}

    /** The agent has a new payload. */
    record Revise(int revision, String digest, int needed) implements FromOutside {}

    /** The policy refused what was approved. */
    record Return() implements FromOutside {}

    /** The owner left the directory. */
    record Reroute(Principal to) implements FromOutside {}

    /** The claim was not renewed. */
    record Lapse() implements FromOutside {}
}
