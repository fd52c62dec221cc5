package dev.countersign.queue.routing;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Action;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be decided, as far as the right to decide it goes.
 *
 * @param action with the payload that would be approved
 * @param escalatedFrom who owned it before a clock moved it on
 * @param escalatesTo whom the policy's steps may move it to
 * @param standsInFor id of the person whose review it is, where the owner only stands in for them
 * @param as what that person, or the owner, is to the case, in words
 * @param asked id of the person who was asked first
 */
public record Matter(
        String process,
        Action action,
        Principal owner,
        List<Principal> escalatedFrom,
        List<Principal> escalatesTo,
        Principal accountable,
        @Nullable String standsInFor,
        @Nullable String as,
        @Nullable String asked) {

    public Matter {
        escalatedFrom = List.copyOf(escalatedFrom);
        escalatesTo = List.copyOf(escalatesTo);
    }

    /** Of an owner in their own right, of whom nothing more is known. */
    public Matter(
            String process,
            Action action,
            Principal owner,
            List<Principal> escalatedFrom,
            List<Principal> escalatesTo,
            Principal accountable) {
        this(process, action, owner, escalatedFrom, escalatesTo, accountable, null, null, null);
    }

    /** Whose it is: the owner, or for whom the owner stands in. */
    public Principal held() {
        return standsInFor == null ? owner : Principal.person(standsInFor);
    }
}
