package dev.countersign.queue.routing;

import dev.countersign.contracts.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Where a walk ended.
 *
 * @param standsInFor id of the person who is away and whose review it is; absent for an owner in their own right
 * @param as what that person is to the case, in words, where that is known
 */
record Found(
        Principal owner,
        @Nullable String standsInFor,
        @Nullable String as) {}
